import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { text, utf8 } from '../../lib/bytes.ts'
import { isFault } from '../../lib/fault.ts'
import { decodeJson, type JsonFormat } from '../json.ts'
import { verifyReceipt } from '../receipt/receipt.ts'
import { golden } from '../testing/golden.ts'
import { cuts, flips } from '../testing/damage.ts'
import { sampleItems, sampleTrust } from '../testing/sample.ts'
import { RECEIPT } from '../testing/samples.ts'
import { WIRE } from '../testing/wire-sample.ts'
import { trustFrom } from '../trust/trust.ts'
import { replicateAnswerFormat, replicateQuestionFormat } from './replicate.ts'
import { statusAnswerFormat, statusQuestionFormat } from './statuses.ts'
import {
  ANNOUNCE_LIMIT,
  announceFormat,
  answerFormat,
  noticeFormat,
  packSigned,
  refusalFormat,
  unpackSigned,
} from './wire.ts'

const FORMATS: Record<keyof typeof WIRE, JsonFormat> = {
  'announce.json': announceFormat,
  'answer.json': answerFormat,
  'notice.json': noticeFormat,
  'refusal.json': refusalFormat,
  'replicate-question.json': replicateQuestionFormat,
  'replicate-answer.json': replicateAnswerFormat,
  'status-question.json': statusQuestionFormat,
  'status-answer.json': statusAnswerFormat,
}
const NAMES = Object.keys(WIRE) as (keyof typeof WIRE)[]
const code = (name: string): Error => expect.objectContaining({ code: name }) as Error

/** A document with one part of its text changed. */
const changed = (name: keyof typeof WIRE, from: string | RegExp, to: string) =>
  utf8(text(WIRE[name]).replace(from, to))

describe.each(NAMES)('%s', (name) => {
  it('of the first version is read for ever, and written byte for byte again', () => {
    expect(text(golden('wire', name))).toBe(text(WIRE[name]))
    expect(decodeJson(FORMATS[name], golden('wire', name))).toBeDefined()
  })

  it('is refused as newer, with keys that nobody knows, and as another document', () => {
    const read = (bytes: Uint8Array) => () => decodeJson(FORMATS[name], bytes)
    expect(read(changed(name, '"version":1', '"version":2'))).toThrow(code('FORMAT-NEWER'))
    expect(read(changed(name, '"version":1', '"version":1,"more":1'))).toThrow(code('FORMAT-UNREADABLE'))
    expect(read(WIRE[name === 'notice.json' ? 'answer.json' : 'notice.json'])).toThrow(
      code('FORMAT-UNREADABLE'),
    )
  })

  it('damaged anywhere, is read or refused, and nothing else', () => {
    const whole = WIRE[name]
    const read = (bytes: Uint8Array) => {
      try {
        decodeJson(FORMATS[name], bytes)
        return true
      } catch (error) {
        if (!isFault(error)) throw error
        return false
      }
    }
    for (const cut of cuts(whole.subarray(0, -1), 3)) expect(read(cut)).toBe(false)
    // A bent bit inside a base64 or a word can leave a document: who signed it is asked elsewhere.
    for (const bent of flips(whole, 5)) expect(typeof read(bent)).toBe('boolean')
    fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => !read(bytes)))
  })
})

describe('what is signed on the wire', () => {
  it('is the very document: certificates and receipts verify behind it', () => {
    const announce = decodeJson(announceFormat, WIRE['announce.json'])
    const trust = trustFrom(sampleTrust().root, announce.certificates.map(unpackSigned))
    expect(trust.accepted).toHaveLength(1)
    const [item] = decodeJson(answerFormat, WIRE['answer.json']).items
    if (item?.verdict !== 'received') throw new Error('sample')
    expect(verifyReceipt(unpackSigned(item.receipt), sampleTrust())).toMatchObject(RECEIPT)
  })

  it('has one spelling', () => {
    const packed = packSigned(sampleItems()[0]!)
    expect(unpackSigned(packed)).toEqual(sampleItems()[0])
    expect(() => unpackSigned({ ...packed, bytes: 'AB==' })).toThrow(code('FORMAT-UNREADABLE'))
  })
})

describe('limits', () => {
  const { items, ...rest } = decodeJson(announceFormat, WIRE['announce.json'])
  const of = (list: unknown[]) => utf8(JSON.stringify({ ...rest, items: list }))
  it.each<[string, unknown[]]>([
    ['too much', Array.from({ length: ANNOUNCE_LIMIT + 1 }, () => items[0])],
    ['a NIK for an id', [{ ...items[0], id: '5272011703850001' }]],
    ['attempt 0', [{ ...items[0], attempt: 0 }]],
    ['half a byte', [{ ...items[0], bytes: 1.5 }]],
    ['an upper-case digest', [{ ...items[0], sha256: 'A5'.repeat(32) }]],
  ])('an announcement of %s is none', (_, list) => {
    expect(() => decodeJson(announceFormat, of(list))).toThrow(code('FORMAT-UNREADABLE'))
  })

  it('a received without receipt, and a refused without code, are no verdicts', () => {
    const without = (key: string) => changed('answer.json', new RegExp(`,"${key}":(\\{[^}]*\\}|"[^"]*")`), '')
    expect(() => decodeJson(answerFormat, without('receipt'))).toThrow(code('FORMAT-UNREADABLE'))
    expect(() => decodeJson(answerFormat, without('code'))).toThrow(code('FORMAT-UNREADABLE'))
  })
})
