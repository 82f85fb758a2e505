import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { CentralStatus } from '../../contract/status.ts'
import { TRANSITIONS } from '../../contract/status-transitions.ts'
import { signReceipt } from '../../formats/receipt/receipt.ts'
import type { Signed } from '../../formats/trust/comment.ts'
import { isFault } from '../../lib/fault.ts'
import { generateSigningKey, type SigningKey } from '../../lib/minisign.ts'
import { setStatus, statusOf } from '../enrolment/index.ts'
import { openTestStation, type TestStation } from '../testing/index.ts'
import { fileReceipt } from './file-receipt.ts'
import { uploadStatus } from './status.ts'
import { sealed } from './testing/sites.ts'

let open: TestStation
beforeEach(async () => {
  open = await openTestStation()
})
afterEach(() => open.close())

/** Where the centre may go from a status, on its own word. */
const after = (from: CentralStatus) =>
  TRANSITIONS.filter((edge) => edge.by === 'central' && edge.from === from).map(({ to }) => to)

/** A way that a case may take at the centre, from its receipt on. */
const way: fc.Arbitrary<CentralStatus[]> = fc.array(fc.nat(20), { maxLength: 6 }).map((turns) => {
  const found: CentralStatus[] = ['RECEIVED_AT_CENTRAL']
  for (const turn of turns) {
    const next = after(found.at(-1)!)
    if (next.length > 0) found.push(next[turn % next.length]!)
  }
  return found
})

type Lie =
  | 'forged'
  | 'other bytes'
  | 'another packet'
  | 'a sending to come'
  | 'under another name'
  | 'a changed word'
const LIES: Readonly<Record<Lie, RegExp>> = {
  forged: /^(?:TRUST|SIGNATURE)-/,
  'other bytes': /^RECEIPT-OTHER-BYTES$/,
  'another packet': /^RECEIPT-UNKNOWN-PACKET$/,
  'a sending to come': /^RECEIPT-ATTEMPT$/,
  'under another name': /^RECEIPT-SITE$/,
  'a changed word': /^SIGNATURE-/,
}
const lies = fc.array(fc.constantFrom(...(Object.keys(LIES) as Lie[])), { maxLength: 8 })

interface Told {
  readonly signed: Signed
  readonly lie?: Lie
}

let serial = 0
/** `given`: the number that the site gives instead of its next one. */
function told(packet: string, to: CentralStatus, step: number, lie?: Lie, given?: number): Told {
  const { sha256 } = open.station.read.get<{ sha256: string }>('SELECT sha256 FROM recording WHERE id = ?', [
    packet,
  ])!
  const at = new Date(Date.parse('2026-11-23T00:00:00.000Z') + step * 60_000).toISOString()
  const stranger: SigningKey = generateSigningKey(open.ports.random)
  const { mmu, batam } = open.dinas.sites
  const signed = signReceipt(
    {
      serial: given ?? ++serial,
      site: step % 2 === 0 ? 'mmu' : 'batam',
      packet: lie === 'another packet' ? `${packet.slice(0, -4)}zzzz` : packet,
      sha256: lie === 'other bytes' ? '00'.repeat(32) : sha256,
      attempt: lie === 'a sending to come' ? 2 : 1,
      grade: 'central',
      verdict: to,
      at,
    },
    lie === 'forged' ? stranger : (step % 2 === 0) === (lie !== 'under another name') ? mmu : batam,
  )
  if (lie !== 'a changed word') return { signed, ...(lie ? { lie } : {}) }
  const bytes = Buffer.from(
    Buffer.from(signed.bytes).toString('utf8').replace(at, '2026-11-24T00:00:00.000Z'),
  )
  return { signed: { ...signed, bytes: new Uint8Array(bytes) }, lie }
}

/** Files one as bags and lines do; answers what it was taken as, or the code of its refusal. */
async function file(one: Told): Promise<string> {
  try {
    return await open.station.write.transaction((tx) => fileReceipt(tx, open.station, one.signed, 'bag'))
  } catch (error) {
    if (!isFault(error)) throw error
    return error.code
  }
}

describe('a collecting post', () => {
  it('holds a packet, and the wait for the centre goes on', async () => {
    const packet = await sealed(open, 100)
    const { sha256 } = open.station.read.get<{ sha256: string }>('SELECT sha256 FROM recording')!
    const fields = { serial: 7, site: 'mmu', packet, sha256, attempt: 1 } as const
    const at = '2026-11-23T00:00:00.000Z'
    const said = { ...fields, grade: 'post', verdict: 'RECEIVED_AT_CENTRAL', at } as const
    const signed = signReceipt(said, open.dinas.sites.mmu)
    expect([await file({ signed }), await file({ signed })]).toEqual(['taken', 'known'])
    expect(statusOf(open.station.read, packet)?.status).toBe('BIO_CAPTURED')
    expect(uploadStatus(open.station)).toMatchObject({
      waiting: 1,
      received: 0,
      atPosts: { count: 1, oldest: at },
    })
    expect(open.station.read.all('SELECT site, packet FROM post_receipt')).toEqual([{ site: 'mmu', packet }])
    expect(await file(told(packet, 'RECEIVED_AT_CENTRAL', 0))).toBe('taken')
    expect(uploadStatus(open.station)).toMatchObject({ waiting: 0, received: 1, atPosts: { count: 0 } })
  })
})

describe('receipts', () => {
  it('count in any order, as often as they come, and beside whatever is none', async () => {
    const order = fc.infiniteStream(fc.nat(1_000_000))
    // A site that was restored from an older store gives this number again, to any packet and as often as it is restored.
    const given = ++serial
    const elder = await sealed(open, 100)
    for (const step of [0, 1])
      expect(await file(told(elder, 'RECEIVED_AT_CENTRAL', step, undefined, given))).toBe('taken')
    const again = fc.array(fc.boolean(), { minLength: 1, maxLength: 4 })
    await fc.assert(
      fc.asyncProperty(
        way,
        lies,
        order,
        fc.boolean(),
        again,
        async (steps, untrue, chance, sent, restored) => {
          const packet = await sealed(open, 100)
          if (sent) {
            await open.station.write.transaction((tx) =>
              setStatus(tx, open.station, {
                recording: packet,
                to: 'PROCESSING',
                by: 'station',
                at: open.ports.now().toISOString(),
              }),
            )
          }
          const twice = steps.map((_, n) => restored[n % restored.length]!)
          const truths = steps.map((to, n) => told(packet, to, n, undefined, twice[n] ? given : undefined))
          const bad = untrue.map((lie, n) => told(packet, steps[n % steps.length]!, n, lie))
          const all = [...truths, ...truths, ...bad]
          const shuffled = all
            .map((one) => ({ one, place: chance.next().value as number }))
            .toSorted((a, b) => a.place - b.place)
            .map(({ one }) => one)
          for (const one of shuffled) {
            const as = await file(one)
            if (one.lie) expect([one.lie, as]).toEqual([one.lie, expect.stringMatching(LIES[one.lie])])
            else expect(['taken', 'known']).toContain(as)
          }
          const kept = open.station.read.all('SELECT 1 FROM receipt WHERE packet = ?', [packet])
          expect(kept).toHaveLength(steps.length)
          const acts = open.station.read.all(
            `SELECT 1 FROM audit WHERE act = 'receipt.number-twice' AND subject = ?`,
            [packet],
          )
          expect(acts).toHaveLength(twice.filter(Boolean).length)
          const work = uploadStatus(open.station).work.find(({ recording }) => recording === packet)
          expect(work?.code).toBe(twice.every(Boolean) ? 'RECEIPT-SERIAL' : undefined)
          expect(statusOf(open.station.read, packet)?.status).toBe(steps.at(-1))
          // Once more, all of them: nothing changes.
          for (const one of truths) expect(await file(one)).toBe('known')
          expect(statusOf(open.station.read, packet)?.status).toBe(steps.at(-1))
        },
      ),
      { numRuns: 60 },
    )
  })
})
