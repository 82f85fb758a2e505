import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { text, utf8 } from '../../lib/bytes.ts'
import { isFault } from '../../lib/fault.ts'
import { carriedOrdersFormat } from '../bag/orders.ts'
import { decodeJson, type JsonFormat } from '../json.ts'
import { cuts, flips } from '../testing/damage.ts'
import { golden } from '../testing/golden.ts'
import { PAPERS, PRINTING } from '../testing/print-sample.ts'
import { MMU_KEY, POST_KEY, sampleTrust } from '../testing/sample.ts'
import { printAnswerFormat, printOrderFormat } from './order.ts'
import { signPaper, verifyPaper } from './paper.ts'

const FORMATS: Record<keyof typeof PRINTING, JsonFormat> = {
  'order.json': printOrderFormat,
  'carried.json': carriedOrdersFormat,
  'answer.json': printAnswerFormat,
}
const code = (name: string): Error => expect.objectContaining({ code: name }) as Error
const read = (act: () => unknown): boolean => {
  try {
    act()
    return true
  } catch (error) {
    if (!isFault(error)) throw error
    return false
  }
}

describe.each(Object.keys(PAPERS))('the paper %s', (name) => {
  const signed = () => ({
    bytes: golden('print', name),
    signature: text(golden('print', `${name}.minisig`)),
  })

  it('of the first version is believed for ever, and written byte for byte again', () => {
    expect(verifyPaper(signed(), sampleTrust())).toMatchObject(PAPERS[name]!)
    const again = signPaper(PAPERS[name]!, MMU_KEY)
    expect(text(again.bytes)).toBe(text(signed().bytes))
    expect(again.signature).toBe(signed().signature)
  })

  it('damaged anywhere is never believed', () => {
    const { bytes, signature } = signed()
    for (const bent of [...cuts(bytes, 3), ...flips(bytes, 5)])
      expect(read(() => verifyPaper({ bytes: bent, signature }, sampleTrust()))).toBe(false)
  })

  it('signed by a collecting post, or said to be another site’s, is refused', () => {
    expect(() => verifyPaper(signPaper(PAPERS[name]!, POST_KEY), sampleTrust())).toThrow(code('RECEIPT-SITE'))
    const foreign = signPaper({ ...PAPERS[name]!, site: 'batam' }, MMU_KEY)
    expect(() => verifyPaper(foreign, sampleTrust())).toThrow(code('RECEIPT-SITE'))
  })
})

describe.each(Object.keys(PRINTING) as (keyof typeof PRINTING)[])('%s', (name) => {
  const decode = (bytes: Uint8Array) => decodeJson(FORMATS[name], bytes)
  const changed = (from: string, to: string) => utf8(text(PRINTING[name]).replace(from, to))

  it('of the first version is read for ever, and written byte for byte again', () => {
    expect(text(golden('print', name))).toBe(text(PRINTING[name]))
    expect(decode(golden('print', name))).toBeDefined()
  })

  it('is refused as newer, with keys that nobody knows, and damaged', () => {
    expect(() => decode(changed('"version":1', '"version":2'))).toThrow(code('FORMAT-NEWER'))
    expect(() => decode(changed('"version":1', '"version":1,"more":1'))).toThrow(code('FORMAT-UNREADABLE'))
    for (const cut of cuts(PRINTING[name].subarray(0, -1), 3)) expect(read(() => decode(cut))).toBe(false)
    for (const bent of flips(PRINTING[name], 5)) expect(typeof read(() => decode(bent))).toBe('boolean')
    fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => !read(() => decode(bytes))))
  })
})
