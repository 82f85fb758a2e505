import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestStation, sampleBiodata, seedRecordings, type TestStation } from '../../testing/index.ts'
import { type ListFilter, listRecordings } from './list.ts'
import { setStatus } from './status.ts'

let open: TestStation
let ids: string[]
beforeAll(async () => {
  open = await openTestStation()
  ids = await seedRecordings(open.station, 25, { bytes: 3000 })
})
afterAll(() => open.close())

const list = (filter: Partial<ListFilter> = {}) =>
  listRecordings(open.station, { text: '', limit: 50, ...filter })

test('newest first, page after page, none twice and none left out', () => {
  const seen: string[] = []
  let before: number | undefined
  do {
    const page = list({ limit: 7, before })
    expect(page.total).toBe(25)
    seen.push(...page.rows.map(({ id }) => id))
    before = page.next ?? undefined
  } while (before !== undefined)
  expect(seen).toEqual(ids.toReversed())
})

test('a page asked for while others are recorded does not shift', async () => {
  const first = list({ limit: 10 })
  const [more] = await seedRecordings(open.station, 1, { from: 26, bytes: 3000 })
  expect(list({ limit: 10, before: first.next! }).rows.map(({ id }) => id)).toEqual(
    ids.toReversed().slice(10, 20),
  )
  expect(list({ limit: 1 }).rows[0]!.id).toBe(more)
  ids.push(more!)
})

test('NIKs are masked; a search by NIK takes them as they are typed', () => {
  const { nik } = sampleBiodata(3)
  const [row] = list({ text: nik }).rows
  expect(row).toMatchObject({
    id: ids[2],
    nik: `${nik.slice(0, 6)} ****** ${nik.slice(12)}`,
    copies: 1,
    received: false,
    suket: null,
  })
  expect(list({ text: `${nik.slice(0, 6)} ${nik.slice(6, 12)} ${nik.slice(12)}` }).total).toBe(1)
  expect(list({ text: nik.slice(0, 6) }).total).toBe(26)
  expect(JSON.stringify(list().rows)).not.toContain('527201010385')
})

test.each([
  ['contoh tiga', 3],
  ['TIGA contoh', 3],
  ['TUJUH', 2],
  ["O'NEILL%", 0],
  ['_', 0],
  [String.raw`\\`, 0],
])('%s finds %i', (text, total) => {
  // TIGA: 3, 13, 23; TUJUH: 7, 17.
  expect(list({ text }).total).toBe(total)
})

test.each([
  'DD-MM-YYYY',
  'D/M/YYYY',
  'D.M.YYYY',
  'YYYY-MM-DD',
  'D bulan YYYY',
  'D month YYYY',
  'contoh DD-MM-YYYY',
])('a birth date as %s finds who was born on it, and nobody else', (shape) => {
  const { tanggalLahir } = sampleBiodata(3)
  const [year, month, day] = tanggalLahir.split('-') as [string, string, string]
  const named = (locale: string) =>
    new Date(`${tanggalLahir}T00:00:00Z`).toLocaleDateString(locale, { month: 'long', timeZone: 'UTC' })
  const text = shape
    .replace('DD', day)
    .replace('D', String(Number(day)))
    .replace('MM', month)
    .replace('M', String(Number(month)))
    .replace('YYYY', year)
    .replace('bulan', named('id-ID').toLowerCase())
    .replace('month', named('en-GB'))
  const born = Array.from({ length: 26 }, (_, i) => sampleBiodata(i + 1).tanggalLahir)
  const { rows, total } = list({ text })
  expect(rows.map(({ id }) => id)).toContain(ids[2])
  expect(total).toBe(born.filter((one) => one === tanggalLahir).length)
})

test('a birth date beside a name that somebody else has finds nobody', () => {
  const [year, month, day] = sampleBiodata(3).tanggalLahir.split('-')
  expect(list({ text: `nobody ${day}-${month}-${year}` }).total).toBe(0)
  expect(list({ text: '31-12-1801' }).total).toBe(0)
})

test("a packet's id finds it", () => {
  expect(list({ text: ids[4]! }).rows.map(({ id }) => id)).toEqual([ids[4]])
})

test('by status; a copy counts from L1, a letter until it is void', async () => {
  const { station } = open
  const id = ids[0]!
  await station.write.transaction((tx) => {
    setStatus(tx, station, { recording: id, to: 'PROCESSING', by: 'station', at: '2026-11-23T05:00:00.000Z' })
    tx.run(
      "INSERT INTO disk VALUES ('d', 'Disk B', 'rotation', 'blue', '', '', 'ext4', '2026-11-23T00:00:00.000Z', 'paired', '', NULL)",
    )
    tx.run("INSERT INTO copy VALUES (?, 'd', 'v', 'L1', '2026-11-23T01:00:00.000Z')", [id])
    tx.run("INSERT INTO receipt VALUES ('mmu', 1, ?, 1, 'post', 'RECEIVED_AT_CENTRAL', '', '', '', 'bag')", [
      id,
    ])
    tx.run(
      "INSERT INTO suket (id, recording, number, issuer, year, seq, state, issued_on, expires_on, issued_at, qr, reason, operator) VALUES ('s', ?, '471.13/1', 'i', 2026, 1, 'issued', '2026-11-23', '2027-05-23', '2026-11-23T05:00:00.000Z', '', NULL, 'o')",
      [id],
    )
  })
  expect(list({ status: 'PROCESSING' }).rows).toEqual([
    expect.objectContaining({ id, status: 'PROCESSING', copies: 2, received: true, suket: '471.13/1' }),
  ])
  await station.write.transaction((tx) => tx.run("UPDATE suket SET state = 'void'"))
  expect(list({ status: 'PROCESSING' }).rows[0]!.suket).toBeNull()
})
