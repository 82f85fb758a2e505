import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Biodata, BIODATA_FIELDS, type BiodataField } from '../../../contract/biodata.ts'
import { H0 } from '../../../formats/head/head.ts'
import { unhex } from '../../../lib/bytes.ts'
import { headAfter } from '../seal/chain.ts'
import { waitingForBag } from '../../export/index.ts'
import { openTestStation, sampleBiodata, seedRecordings } from '../../testing/index.ts'
import { depart, nextPackets } from '../../upload/index.ts'
import { lastRecordingOf } from '../draft/start.ts'
import { amendRecording } from './amend.ts'
import { currentBiodata, isCancelled } from './current.ts'

const PEOPLE = 3

type Step =
  | {
      readonly act: 'correct'
      readonly who: number
      readonly field: 'nama' | 'nik' | 'namaAyah'
      readonly to: string
    }
  | { readonly act: 'cancel'; readonly who: number }
  | { readonly act: 'receipt' }
  /** The next packets are on the way to a site; one of those that are arrives, or nothing is heard of it. */
  | { readonly act: 'depart'; readonly count: number }
  | { readonly act: 'land'; readonly nth: number }
  | { readonly act: 'reopen' }

const who = fc.nat(PEOPLE - 1)
const name = fc.constantFrom('CONTOH BARU', 'CONTOH LAIN', 'CONTOH SATOE')
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      act: fc.constant('correct' as const),
      who,
      field: fc.constant('nama' as const),
      to: name,
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      act: fc.constant('correct' as const),
      who,
      field: fc.constant('nik' as const),
      to: fc.integer({ min: 1, max: 9 }).map((serial) => `527201410385900${serial}`),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      act: fc.constant('correct' as const),
      who,
      field: fc.constant('namaAyah' as const),
      to: fc.constantFrom('', 'AYAH CONTOH'),
    }),
  },
  { weight: 1, arbitrary: fc.record({ act: fc.constant('cancel' as const), who }) },
  { weight: 2, arbitrary: fc.constant({ act: 'receipt' as const }) },
  {
    weight: 2,
    arbitrary: fc.record({ act: fc.constant('depart' as const), count: fc.integer({ min: 1, max: 3 }) }),
  },
  { weight: 2, arbitrary: fc.record({ act: fc.constant('land' as const), nth: fc.nat(5) }) },
  { weight: 1, arbitrary: fc.constant({ act: 'reopen' as const }) },
)

interface Known {
  readonly id: string
  biodata: Biodata
  cancelled: boolean
}

const SEED = 20170317

test(`any amendments in any order: what is now, what is sent and the chain are as the model says (seed ${SEED})`, {
  timeout: 600_000,
}, async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 14 }), async (steps) => {
      const open = await openTestStation({ actor: { account: 'penyelia', role: 'penyelia' } })
      try {
        const ids = await seedRecordings(open.station, PEOPLE, { bytes: 3000 })
        const known: Known[] = ids.map((id, i) => ({ id, biodata: sampleBiodata(i + 1), cancelled: false }))
        const amended = new Map<string, string[]>(ids.map((id) => [id, []]))
        const answered = new Set<string>()
        const departed = new Set<string>()
        let serial = 0
        const received = (packet: string) => {
          serial++
          answered.add(packet)
          return open.station.write.transaction((tx) =>
            tx.run(
              `INSERT INTO receipt (site, serial, packet, attempt, grade, verdict, at, bytes, signature, via)
               VALUES ('mmu', ?, ?, 1, 'central', 'RECEIVED_AT_CENTRAL', 't', '', '', 'line')`,
              [serial, packet],
            ),
          )
        }
        for (const one of steps) {
          open.ports.clock.advance(60_000)
          if (one.act === 'reopen') open.reopen()
          if (one.act === 'receipt') {
            const [next] = nextPackets(open.station.read, { site: 'mmu', after: 0, limit: 1, now: null })
            if (!next) continue
            // Nothing uncorrected goes out: whatever amends it went before.
            expect((amended.get(next.id) ?? []).every((id) => answered.has(id))).toBe(true)
            await received(next.id)
          }
          if (one.act === 'depart') {
            const asking = { site: 'mmu', after: 0, limit: one.count, now: null }
            const next = nextPackets(open.station.read, asking)
            const going = await open.station.write.transaction((tx) => depart(tx, next, 'mmu', 't'))
            expect([...going.keys()].toSorted()).toEqual(next.map(({ id }) => id).toSorted())
            for (const { id } of next) departed.add(id)
          }
          if (one.act === 'land') {
            const flying = [...departed].filter((id) => !answered.has(id))
            const landed = flying[one.nth % Math.max(1, flying.length)]
            if (landed !== undefined) await received(landed)
          }
          if (one.act === 'cancel') {
            const target = known[one.who]!
            const was = target.cancelled
            const result = await amendRecording(open.station, target.id, {
              kind: 'cancellation',
              reason: 'salah orang',
            })
            if (!was) amended.get(target.id)!.push(result.recording)
            target.cancelled = true
          }
          if (one.act === 'correct') {
            const target = known[one.who]!
            const old = target.biodata[one.field] ?? ''
            const amendment = {
              kind: 'correction' as const,
              reason: 'salah ketik',
              changes: [{ field: one.field, old, new: one.to }],
            }
            const done = await amendRecording(open.station, target.id, amendment).catch(
              (error: { code: string }) => error.code,
            )
            if (typeof done === 'string') {
              expect(target.cancelled ? 'ENROLMENT-AMEND-CANCELLED' : 'ENROLMENT-AMEND-NOTHING').toBe(done)
              continue
            }
            if (!amended.get(target.id)!.includes(done.recording))
              amended.get(target.id)!.push(done.recording)
            const { [one.field]: _, ...rest } = target.biodata as Record<BiodataField, string>
            const all: Record<string, string> = one.to === '' ? rest : { ...rest, [one.field]: one.to }
            target.biodata = Object.fromEntries(
              BIODATA_FIELDS.filter((field) => all[field] !== undefined).map((field) => [field, all[field]]),
            ) as unknown as Biodata
          }
        }
        const { read } = open.station
        for (const { id, biodata, cancelled } of known) {
          expect(currentBiodata(read, id)).toEqual(biodata)
          expect(isCancelled(read, id)).toBe(cancelled)
        }
        for (const { biodata } of known) {
          const holders = known.filter((other) => !other.cancelled && other.biodata.nik === biodata.nik)
          expect(lastRecordingOf(read, biodata.nik)?.id).toBe(holders.at(-1)?.id)
        }
        expect(read.all('SELECT id FROM draft')).toEqual([])
        // Nothing is lost from the way out: all but what was cancelled before it left.
        const out = new Set([...waitingForBag(read).map(({ id }) => id), ...answered])
        const all = read.all<{ id: string; status: string; seq: number; sha256: string; head: string }>(
          `SELECT r.id, s.status, r.seq, r.sha256, r.head FROM recording r JOIN recording_status s ON s.recording = r.id ORDER BY r.seq`,
        )
        expect(out).toEqual(
          new Set(all.filter(({ status }) => status !== 'UNREGISTERED').map(({ id }) => id)),
        )
        // What may be known outside is never taken back in silence: whoever has it hears of its cancellation.
        for (const { id, status } of all) expect(departed.has(id) && status === 'UNREGISTERED').toBe(false)
        let end = { seq: 0, head: H0 }
        for (const { id, seq, sha256, head } of all) {
          expect(seq).toBe(end.seq + 1)
          expect(head).toBe(headAfter(end, id, sha256))
          end = { seq, head: unhex(head) }
        }
      } finally {
        await open.close()
      }
    }),
    { numRuns: 12, seed: SEED },
  )
})
