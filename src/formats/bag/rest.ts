import { idSchema } from '../id.ts'

/** Places in the chains of a station: numbers of one epoch, from one to another. */
export interface Span {
  readonly epoch: string
  readonly from: number
  readonly to: number
}

/** Characters that the label takes: a line of `bag-info.txt`. */
export const REST_LIMIT = 200

const EPOCH = /^([^ ]{1,40}) (\d{1,16}(?:-\d{1,16})?(?:,\d{1,16}(?:-\d{1,16})?)*)$/

/**
 * Which packets waited for a further part, as `bag-info.txt` says it: `<epoch> 4-40,42`, epochs divided by semicolons. In the order of
 * sealing they are few runs; undefined where they take more than a line.
 */
export function encodeRest(
  packets: readonly { readonly epoch: string; readonly seq: number }[],
): string | undefined {
  const spans: { epoch: string; from: number; to: number }[] = []
  for (const { epoch, seq } of packets) {
    const last = spans.at(-1)
    if (last?.epoch === epoch && last.to + 1 === seq) last.to = seq
    else spans.push({ epoch, from: seq, to: seq })
  }
  const epochs = [...new Set(spans.map(({ epoch }) => epoch))]
  const runs = (epoch: string) =>
    spans
      .filter((span) => span.epoch === epoch)
      .map(({ from, to }) => (from === to ? `${from}` : `${from}-${to}`))
      .join(',')
  const text = epochs.map((epoch) => `${epoch} ${runs(epoch)}`).join(';')
  return text === '' || text.length > REST_LIMIT ? undefined : text
}

/** The spans that such a text names; undefined for one that is none. */
export function decodeRest(text: string): Span[] | undefined {
  const spans: Span[] = []
  for (const part of text.split(';')) {
    const [, epoch, runs = ''] = EPOCH.exec(part) ?? []
    if (!idSchema.safeParse(epoch).success) return undefined
    for (const run of runs.split(',')) {
      const [from = 0, to = from] = run.split('-').map(Number)
      if (!(from >= 1 && to >= from && Number.isSafeInteger(to))) return undefined
      spans.push({ epoch: epoch!, from, to })
    }
  }
  return spans
}
