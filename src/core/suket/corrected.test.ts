import { afterEach, beforeEach, expect, it } from 'vitest'
import { openTestStation, type TestStation } from '../testing/index.ts'
import { withdrawSuketOf } from './end.ts'
import { verifyHere } from './handlers.ts'
import { issueSuket } from './issue.ts'
import { letterData } from './pdf.ts'
import { listSukets, suketById } from './queries.ts'
import { recorded, samplePerson } from './testing/recorded.ts'

let open: TestStation
beforeEach(async () => {
  open = await openTestStation()
})
afterEach(() => open.close())

/** A sealed amendment of a recording, as the enrolment room leaves it. */
async function amended(
  recording: string,
  amendment: object,
  now: { nik: string; name: string },
): Promise<void> {
  const { station, ports } = open
  await station.write.transaction((tx) => {
    tx.run(
      `INSERT INTO recording (id, epoch, seq, kind, amends, amendment, nik, name, birth_date, biodata, sealed_at, operator, sha256, bytes, head, proof)
       SELECT 'k' || substr(id, 2), epoch, seq + 1000, 'amendment', id, ?, ?, ?, birth_date, biodata, ?, operator, sha256, bytes, head, proof
       FROM recording WHERE id = ?`,
      [JSON.stringify(amendment), now.nik, now.name, ports.now().toISOString(), recording],
    )
  })
}

const found = (text: string) =>
  listSukets(open.station.read, { text, before: undefined, limit: 10, today: '2026-11-23' })

it('lists and finds a letter by the words that stand on it, and a person by the NIK of now', async () => {
  const { station } = open
  const person = samplePerson(1)
  const recording = await recorded(open, person)
  const first = await issueSuket(station, recording)
  open.ports.clock.advance(60_000)
  const nik = `${person.nik.slice(0, 12)}7777`
  const changes = [
    { field: 'nik', old: person.nik, new: nik },
    { field: 'nama', old: person.nama, new: 'NAMA BETUL' },
  ]
  await amended(
    recording,
    { kind: 'correction', changes, reason: 'salah ketik' },
    { nik, name: 'NAMA BETUL' },
  )
  // The letter that is out says what it said; the person has it, under the corrected NIK too.
  expect(found(person.nama).rows.map(({ id }) => id)).toEqual([first.id])
  expect(found('NAMA BETUL').total).toBe(0)
  const other = await recorded(open, { ...person, nik })
  expect((await issueSuket(station, other)).id).toBe(first.id)
  const withdrawn = await station.write.transaction((tx) =>
    withdrawSuketOf(tx, station, { nik }, 'Kartu diserahkan'),
  )
  expect(withdrawn).toEqual([first.number])
  const second = await issueSuket(station, recording)
  expect(second).toMatchObject({ name: 'NAMA BETUL', nik: expect.stringMatching(/7777$/) as string })
  expect(found('nama betul').rows.map(({ id }) => id)).toEqual([second.id])
})

it('says on paper and in the register what its QR says, also where the correction was sealed by a clock that ran ahead', async () => {
  const { station, ports } = open
  const person = samplePerson(1)
  const recording = await recorded(open, person)
  const right = ports.now().toISOString()
  ports.clock.advance(10 * 60_000)
  const changes = [{ field: 'nama', old: person.nama, new: 'NAMA BETUL' }]
  await amended(
    recording,
    { kind: 'correction', changes, reason: 'salah ketik' },
    { nik: person.nik, name: 'NAMA BETUL' },
  )
  ports.clock.set(right)
  const letter = await issueSuket(station, recording)
  const row = suketById(station.read, letter.id)!
  expect(verifyHere(station, row.qr).name).toBe('NAMA BETUL')
  expect(letterData(station, row).holder).toBe('NAMA BETUL')
  expect(letter.name).toBe('NAMA BETUL')
})

it('gives none to a recording that was cancelled', async () => {
  const person = samplePerson(1)
  const recording = await recorded(open, person)
  await amended(
    recording,
    { kind: 'cancellation', reason: 'orang lain' },
    { nik: person.nik, name: person.nama },
  )
  await expect(issueSuket(open.station, recording)).rejects.toMatchObject({ code: 'SUKET-CANCELLED' })
})
