import { expect, it } from 'vitest'
import { sampleId } from '../testing/sample.ts'
import { decodeRest, encodeRest } from './rest.ts'

const [A, B] = [sampleId(1), sampleId(2)]
const at = (epoch: string, ...seqs: number[]) => seqs.map((seq) => ({ epoch, seq }))

it('packets that wait are named as runs of their chains', () => {
  const text = encodeRest([...at(A, 4, 5, 6, 9), ...at(B, 1)])!
  expect(text).toBe(`${A} 4-6,9;${B} 1`)
  expect(decodeRest(text)).toEqual([
    { epoch: A, from: 4, to: 6 },
    { epoch: A, from: 9, to: 9 },
    { epoch: B, from: 1, to: 1 },
  ])
  expect(encodeRest([])).toBeUndefined()
  expect(encodeRest(at(A, ...Array.from({ length: 200 }, (_, n) => 2 * n + 1)))).toBeUndefined()
})

it.each(['', '4-6', `${A} 6-4`, `${A} 0`, `${A} 4-`, `${A} 4,,5`, `${A} 4;`, `${A} 99999999999999999`])(
  'what is none says nothing: %s',
  (text) => expect(decodeRest(text)).toBeUndefined(),
)
