import type { Refusal } from '../../contract/base.ts'

/** What a stream of the core refused, shaped as a refused call is, so that the same panel shows it. */
export class StreamRefused extends Error {
  readonly data: Refusal

  constructor(data: Refusal) {
    super(data.code)
    this.name = 'StreamRefused'
    this.data = data
  }
}
