import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { text, utf8 } from '../../lib/bytes.ts'
import { isFault } from '../../lib/fault.ts'
import { cuts, flips } from '../testing/damage.ts'
import { golden } from '../testing/golden.ts'
import { MMU_KEY, POST_KEY, ROOT, sampleTrust, STATION_KEY, STRANGER } from '../testing/sample.ts'
import { RECEIPT } from '../testing/samples.ts'
import { Bench } from '../testing/stock.ts'
import { signDetached } from '../trust/comment.ts'
import { readReceipt, signReceipt, verifyReceipt } from './receipt.ts'

const trust = sampleTrust()
const signed = signReceipt(RECEIPT, MMU_KEY)
const code = (name: string): Error => expect.objectContaining({ code: name }) as Error

describe('receipt', () => {
  it('of the first version is read for ever, and written byte for byte again', () => {
    const bytes = golden('receipt', '12.json')
    const signature = text(golden('receipt', '12.json.minisig'))
    expect(verifyReceipt({ bytes, signature }, trust)).toMatchObject(RECEIPT)
    expect(text(signed.bytes)).toBe(text(bytes))
  })

  it('is accepted by stock minisign', () => {
    using bench = new Bench()
    expect(bench.minisign(MMU_KEY, signed.bytes, signed.signature)).toContain('rekam:receipt:v1')
  })

  it.each([
    ['a stranger', STRANGER, 'TRUST-UNKNOWN-KEY'],
    ['a station', STATION_KEY, 'TRUST-PURPOSE'],
    ['the root', ROOT, 'TRUST-PURPOSE'],
    ['another site', POST_KEY, 'RECEIPT-SITE'],
  ])('does not count when %s signed it', (_, key, fault) => {
    expect(() => verifyReceipt(signReceipt(RECEIPT, key), trust)).toThrow(code(fault))
  })

  it('does not count beyond the grade of its site', () => {
    const post = { ...RECEIPT, site: 'pos-5272' }
    expect(verifyReceipt(signReceipt({ ...post, grade: 'post' }, POST_KEY), trust).grade).toBe('post')
    const final = { ...post, grade: 'final', verdict: 'PRINT_READY_RECORD' } as const
    expect(() => verifyReceipt(signReceipt(final, POST_KEY), trust)).toThrow(code('RECEIPT-GRADE'))
  })

  it('does not count under the stamp of another packet', () => {
    const stamp = { purpose: 'receipt', seq: RECEIPT.serial, id: '7zzzzzzzzzzzzzzzzzzzzzzzzz' } as const
    const signature = signDetached(signed.bytes, MMU_KEY, stamp)
    expect(() => verifyReceipt({ bytes: signed.bytes, signature }, trust)).toThrow(code('TRUST-STAMP'))
  })

  it.each(['DUPLICATE_RECORD', 'RECEIVED_AT_CENTRAL', 'SEARCH_FAILURE_AT_CENTRAL', 'FORMAT-UNREADABLE'])(
    'is never final with %s: such a packet must not leave its station',
    (verdict) => {
      expect(signReceipt({ ...RECEIPT, verdict }, MMU_KEY).bytes).toBeInstanceOf(Uint8Array)
      expect(() => signReceipt({ ...RECEIPT, verdict, grade: 'final' }, MMU_KEY)).toThrow(
        code('FORMAT-INVALID'),
      )
      const spelt = text(signed.bytes).replace('"central"', '"final"').replace('RECEIVED_AT_CENTRAL', verdict)
      expect(() => readReceipt(utf8(spelt))).toThrow(code('FORMAT-UNREADABLE'))
    },
  )

  it('is refused after any damage', () => {
    for (const bytes of [...flips(signed.bytes), ...cuts(signed.bytes)]) {
      try {
        verifyReceipt({ bytes, signature: signed.signature }, trust)
        expect.unreachable('a damaged receipt counted')
      } catch (error) {
        expect(isFault(error)).toBe(true)
      }
    }
  })

  it('refuses any other JSON with a Fault', () => {
    const spelt = JSON.parse(text(signed.bytes)) as Record<string, unknown>
    fc.assert(
      fc.property(fc.constantFrom(...Object.keys(spelt)), fc.jsonValue(), (key, value) => {
        try {
          readReceipt(utf8(JSON.stringify({ ...spelt, [key]: value })))
        } catch (error) {
          expect(isFault(error)).toBe(true)
        }
      }),
    )
  })
})
