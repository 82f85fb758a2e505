import fc from 'fast-check'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { recordAct, valuesOf, verifyAudit } from '../../audit/index.ts'
import { listRecordings, showRecording } from '../../enrolment/index.ts'
import { openTestStation, sampleBiodata, seedRecordings, type TestStation } from '../../testing/index.ts'
import { destroyDue } from './destroy.ts'
import { planRetention } from './plan.ts'

const DAY = 86_400_000
const NOW = '2026-11-26T02:00:00.000Z'
const PENYELIA = { account: 'penyelia', role: 'penyelia' } as const

let open: TestStation
let ids: string[]
beforeEach(async () => {
  open = await openTestStation({
    actor: PENYELIA,
    start: '2026-01-05T02:00:00.000Z',
    profile: (profile) => ({ ...profile, retention: { recordingDays: 100, auditDays: 50 } }),
  })
  ids = await seedRecordings(open.station, 3)
  open.ports.clock.set(NOW)
})
afterEach(() => open.close())

const put = (sql: string, ...params: (string | number | null)[]) =>
  open.station.write.transaction((tx) => tx.run(sql, params))
let serial = 0
async function finish(packet: string, grade = 'final', at = '2026-02-01T02:00:00.000Z'): Promise<void> {
  await put(
    "INSERT INTO receipt (site, serial, packet, attempt, grade, verdict, at, bytes, signature, via) VALUES ('mmu', ?, ?, 1, ?, 'PRINT_READY_RECORD', ?, '', '', 'upload')",
    ++serial,
    packet,
    grade,
    at,
  )
  await put("UPDATE recording_status SET status = 'PRINT_READY_RECORD' WHERE recording = ?", packet)
}
const said = { reason: 'masa simpan lewat', place: 'Kantor Kecamatan', witnesses: ['Contoh Saksi'] }
const destroy = () => destroyDue(open.station, { ...said, token: planRetention(open.station).token })
const ticket = (id: string, day: string, draft: string | null = null) =>
  put(
    "INSERT INTO queue_ticket (id, epoch, day, number, name, nik, phone, purpose, state, created_at, draft) VALUES (?, 'e', ?, ?, 'NAMA ANTREAN', '5272010101900001', '081234567890', 'new', 'done', '', ?)",
    id,
    day,
    ++serial,
    draft,
  )
/** Every text in the whole store, but what is sealed. */
function allText(): string {
  const tables = open.station.read.all<{ name: string }>(
    "SELECT name FROM sqlite_schema WHERE type = 'table'",
  )
  return tables
    .filter(({ name }) => !name.startsWith('sqlite_') && name !== 'profile')
    .map(({ name }) => JSON.stringify(open.station.read.all(`SELECT * FROM ${name}`)))
    .join('\n')
}

test('what is due loses every trace of the person, and what the law wants kept stays', async () => {
  const [one, two] = ids as [string, string, string]
  await finish(one)
  await put(
    `INSERT INTO suket (id, recording, number, issuer, year, seq, state, issued_on, expires_on, issued_at, qr, reason, operator)
     VALUES ('letter', ?, '471.13/1/2026', 'x', 2026, 1, 'issued', '2026-01-06', '2026-07-06', '2026-01-06T01:00:00.000Z', 'QR dengan nama', 'perlu cepat', 'siti')`,
    one,
  )
  await put(
    "INSERT INTO recording_exception (recording, slot, reason) VALUES (?, 'right-thumb', 'terluka')",
    one,
  )
  await ticket('old', '2026-01-05', one)
  await ticket('new', '2026-11-20')
  const act = await open.station.write.transaction((tx) =>
    recordAct(tx, open.station, 'draft.biodata', one, { old: null, new: sampleBiodata(1).nama }),
  )
  const before = open.station.read.get<Record<string, unknown>>('SELECT * FROM recording WHERE id = ?', [
    one,
  ])!
  const entries = open.station.read.get<{ n: number }>('SELECT count(*) AS n FROM audit')!.n

  const plan = planRetention(open.station)
  expect(plan).toMatchObject({
    counts: { recordings: 1, packets: 1, photos: 1, letters: 1, tickets: 1, requests: 0, residents: 0 },
    held: { receipt: 2 },
    listed: [{ id: one }],
  })
  expect(JSON.stringify(plan)).not.toContain(sampleBiodata(1).nik)
  expect(JSON.stringify(plan)).not.toContain(sampleBiodata(1).nama)

  const done = await destroy()
  expect(done).toMatchObject({ counts: plan.counts, reason: said.reason, actor: 'penyelia' })
  const row = open.station.read.get<Record<string, unknown>>('SELECT * FROM recording WHERE id = ?', [one])!
  for (const kept of ['epoch', 'seq', 'sha256', 'head', 'bytes', 'sealed_at', 'operator', 'kind'])
    expect(row[kept]).toEqual(before[kept])
  expect(row).toMatchObject({ nik: '', birth_date: '', biodata: '{}', name: 'DIMUSNAHKAN' })
  expect(open.station.read.get('SELECT number, seq, qr, reason FROM suket')).toEqual({
    number: '471.13/1/2026',
    seq: 1,
    qr: '',
    reason: null,
  })
  expect(open.station.read.all('SELECT name, phone FROM queue_ticket ORDER BY id')).toEqual([
    { name: 'NAMA ANTREAN', phone: '081234567890' },
    { name: 'DIMUSNAHKAN', phone: null },
  ])
  const text = allText()
  for (const gone of [
    sampleBiodata(1).nama,
    sampleBiodata(1).nik,
    'terluka',
    'QR dengan nama',
    'perlu cepat',
  ])
    expect(text).not.toContain(gone)
  expect(text, 'another person stays').toContain(sampleBiodata(2).nama)
  expect(valuesOf(open.station.read, { epoch: open.station.epoch.id, seq: act.seq })).toEqual({
    state: 'destroyed',
  })
  expect(verifyAudit(open.station.read)).toMatchObject({ sound: true })
  expect(open.station.read.get<{ n: number }>('SELECT count(*) AS n FROM audit')!.n).toBeGreaterThan(entries)

  await expect(showRecording(open.station, one)).rejects.toThrow('PRIVACY-ERASED')
  await expect(showRecording(open.station, two)).resolves.toMatchObject({ name: sampleBiodata(2).nama })
  const listed = listRecordings(open.station, { text: '', limit: 10 })
  expect(listed.rows).toHaveLength(3)
  expect(planRetention(open.station).counts).toMatchObject({ recordings: 0, tickets: 0 })
  await expect(destroy()).rejects.toThrow('PRIVACY-NOTHING')
})

test('a plan that is over destroys nothing', async () => {
  await finish(ids[0]!)
  const { token } = planRetention(open.station)
  await finish(ids[1]!)
  await expect(destroyDue(open.station, { ...said, token })).rejects.toThrow('PRIVACY-CHANGED')
  expect(open.station.read.get('SELECT count(*) AS n FROM erased')).toEqual({ n: 0 })
})

test('without days in the profile nothing is ever due', async () => {
  await open.close()
  open = await openTestStation({ actor: PENYELIA, start: '2016-01-05T02:00:00.000Z' })
  const [id] = await seedRecordings(open.station, 1)
  await ticket('old', '2016-01-05')
  open.ports.clock.set(NOW)
  await finish(id!, 'final', '2016-02-01T02:00:00.000Z')
  expect(planRetention(open.station)).toMatchObject({
    counts: { recordings: 0, tickets: 0 },
    held: { retention: 1 },
  })
  await expect(destroy()).rejects.toThrow('PRIVACY-NOTHING')
})

test('values of acts about no recording go after the days of the audit', async () => {
  open.ports.clock.set('2026-01-06T02:00:00.000Z')
  const act = await open.station.write.transaction((tx) =>
    recordAct(tx, open.station, 'account.role', 'siti', { old: 'operator', new: 'teknisi' }),
  )
  open.ports.clock.set(NOW)
  expect((await destroy()).counts).toMatchObject({ recordings: 0, values: 1 })
  expect(valuesOf(open.station.read, { epoch: open.station.epoch.id, seq: act.seq })).toEqual({
    state: 'destroyed',
  })
})

/** The rule again, in the customer's words. */
test('against a model: nothing goes without a final receipt, its days over, and nothing that still needs the person', async () => {
  const world = fc.record({
    grade: fc.constantFrom('post', 'central', 'final', null),
    finalAt: fc.constantFrom('2026-02-01T02:00:00.000Z', '2026-11-01T02:00:00.000Z'),
    status: fc.constantFrom(
      'BIO_CAPTURED',
      'RECEIVED_AT_CENTRAL',
      'PRINT_READY_RECORD',
      'CARD_ISSUED',
      'DUPLICATE_RECORD',
    ),
    letter: fc.constantFrom(null, '2026-07-06', '2026-12-24'),
    letterState: fc.constantFrom('issued', 'withdrawn', 'void'),
    card: fc.constantFrom(null, 'ordered', 'printed', 'issued'),
    amendment: fc.constantFrom(null, 'unanswered', 'answered'),
    amending: fc.boolean(),
  })
  const [id] = ids as [string, string, string]
  await fc.assert(
    fc.asyncProperty(world, async (is) => {
      await open.station.write.transaction((tx) => {
        for (const table of ['receipt', 'suket', 'card', 'draft']) tx.run(`DELETE FROM ${table}`)
        tx.run('DELETE FROM recording WHERE amends IS NOT NULL')
        tx.run('UPDATE recording_status SET status = ? WHERE recording = ?', [is.status, id])
        const receipt = (packet: string, grade: string, at: string) =>
          tx.run("INSERT INTO receipt VALUES ('mmu', ?, ?, 1, ?, 'X', ?, '', '', 'upload')", [
            ++serial,
            packet,
            grade,
            at,
          ])
        if (is.grade) receipt(id, is.grade, is.finalAt)
        if (is.letter)
          tx.run(
            `INSERT INTO suket (id, recording, number, issuer, year, seq, state, issued_on, expires_on, issued_at, qr, operator)
             VALUES ('l', ?, 'n', 'x', 2026, 1, ?, '2026-01-06', ?, '', '', '')`,
            [id, is.letterState, is.letter],
          )
        if (is.card)
          tx.run("INSERT INTO card (recording, state, fence, ordered_at) VALUES (?, ?, 0, '')", [id, is.card])
        if (is.amendment) {
          tx.run(
            `INSERT INTO recording (id, epoch, seq, kind, amends, nik, name, birth_date, biodata, sealed_at, operator, sha256, bytes, head, proof, amendment)
             SELECT 'amendment', epoch, 999, 'amendment', id, nik, name, birth_date, biodata, sealed_at, operator, sha256, bytes, head, proof, '{"kind":"supplement","reason":"x"}'
             FROM recording WHERE id = ?`,
            [id],
          )
          if (is.amendment === 'answered') receipt('amendment', 'central', is.finalAt)
        }
        if (is.amending)
          tx.run(
            "INSERT INTO draft (id, nik, step, biodata, operator, created_at, updated_at, key, amends) VALUES ('d', '', 'biodata', '{}', '', '', '', x'00', ?)",
            [id],
          )
      })
      const counts = is.letter === '2026-12-24' && is.letterState === 'issued'
      const may =
        is.grade === 'final' &&
        ['PRINT_READY_RECORD', 'CARD_ISSUED'].includes(is.status) &&
        Date.parse(NOW) - Date.parse(is.finalAt) >= 100 * DAY &&
        !counts &&
        (is.card === null || is.card === 'issued') &&
        is.amendment !== 'unanswered' &&
        !is.amending
      expect(planRetention(open.station).listed.some((one) => one.id === id)).toBe(may)
    }),
    { numRuns: 300 },
  )
})
