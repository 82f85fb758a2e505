import { call } from '@orpc/server'
import fs, { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { openTestStation, sampleBiodata, seedRecordings, type TestStation } from '../../testing/index.ts'
import { tempFolders } from '../../testing/temp.ts'
import { residentHandlers as resident } from '../handlers.ts'
import { dropErasedList, listOf } from '../list/open-list.ts'
import { startResidentService } from '../service.ts'
import { importList } from './import-list.ts'

const temp = tempFolders()
let open: TestStation
let folder: string
beforeEach(async () => {
  open = await openTestStation({ actor: { account: 'penyelia', role: 'penyelia' } })
  folder = temp()
})
afterEach(() => open.close())

const HEADER = 'NIK,NO_KK,NAMA_LGKP,TGL_LHR,DESA'
const nikOf = (n: number) => `527201010185${String(n + 1).padStart(4, '0')}`
const rowOf = (n: number) => `${nikOf(n)},5272010101100001,SITI CONTOH ${'ABC'[n % 3]},01-01-1985,NAE`

function file(lines: readonly string[], name = 'daftar.csv'): string {
  const path = join(folder, name)
  writeFileSync(path, [HEADER, ...lines].join('\n'))
  return path
}

const context = () => ({ context: open.context })
const columns = { nik: 0, kk: 1, name: 2, birthDate: 3, village: 4 }
const importFile = (path: string, mode: 'add' | 'replace' = 'add') =>
  call(resident.importList, { path, columns, mode }, context())
const acts = () =>
  open.station.read
    .all<{ act: string }>("SELECT act FROM audit WHERE act LIKE 'residents.%' ORDER BY seq")
    .map(({ act }) => act)

test('from the file to the page of a resident, each step in the audit', async () => {
  await expect(call(resident.search, { text: 'siti' }, context())).rejects.toMatchObject({
    code: 'RESIDENTS-NONE',
  })
  expect(await call(resident.listState, {}, context())).toBeNull()
  const path = file([rowOf(0), rowOf(1), 'x,,,,'])
  expect(await call(resident.previewImport, { path }, context())).toMatchObject({
    kind: 'csv',
    header: HEADER.split(','),
    columns,
    remembered: false,
  })
  expect(await importFile(path)).toMatchObject({ rows: 3, added: 2, left: 1, total: 2 })
  expect(await call(resident.listState, {}, context())).toMatchObject({
    residents: 2,
    by: 'penyelia',
    file: 'daftar.csv',
    left: 1,
    villages: ['NAE'],
  })
  const { rows } = await call(resident.search, { text: 'contoh siti' }, context())
  expect(rows).toMatchObject([
    { name: 'SITI CONTOH A', nik: '527201 ****** 0001', fit: 'whole' },
    { name: 'SITI CONTOH B', nik: '527201 ****** 0002', fit: 'whole' },
  ])
  expect(await call(resident.listed, { key: rows[1]!.key }, context())).toMatchObject({
    resident: { nik: nikOf(1) },
  })
  const forged = rows[0]!.key.replace(/^\d+/, '2')
  await expect(call(resident.listed, { key: forged }, context())).rejects.toMatchObject({ code: 'NOT-FOUND' })
  expect(await call(resident.listed, { nik: nikOf(0) }, context())).toMatchObject({
    resident: { nik: nikOf(0), name: 'SITI CONTOH A', birthDate: '1985-01-01' },
    family: [{ nik: '527201 ****** 0002', name: 'SITI CONTOH B' }],
    recordings: [],
    drafts: [],
  })
  expect(acts()).toEqual(['residents.imported', 'residents.opened', 'residents.opened'])
  await expect(call(resident.listed, { nik: nikOf(7) }, context())).rejects.toMatchObject({
    code: 'NOT-FOUND',
  })
})

test('a resident who was recorded here is shown with the recording', async () => {
  const [id] = await seedRecordings(open.station, 1, { bytes: 3000 })
  const { nik, nama } = sampleBiodata(1)
  await importFile(file([`${nik},,${nama},01-01-1985,NAE`]))
  expect(await call(resident.listed, { nik }, context())).toMatchObject({ recordings: [{ id }] })
})

test('columns that somebody chose are known the next time that a file has these headings', async () => {
  const path = file([rowOf(0)])
  const chosen = { nik: 0, name: 2, birthDate: 3 }
  await call(resident.importList, { path, columns: chosen, mode: 'add' }, context())
  expect(await call(resident.previewImport, { path }, context())).toMatchObject({
    columns: chosen,
    remembered: true,
  })
})

test('rows that were left out go back to the Dinas as a file that no spreadsheet computes', async () => {
  await importFile(file([rowOf(0), '12,=HYPERLINK("x"),"A ""B""",,NAE']))
  const path = join(folder, 'ditolak.csv')
  expect(await call(resident.saveLeftOut, { path }, context())).toEqual({ rows: 1 })
  expect(readFileSync(path, 'utf8')).toBe(
    `\ufeffBaris,Alasan,${HEADER}\n3,NIK tidak sah; No. KK bukan 16 angka,12,"'=HYPERLINK(""x"")","A ""B""",,NAE\n`,
  )
  await expect(
    call(resident.saveLeftOut, { path: join(open.folder, 'x.csv') }, context()),
  ).rejects.toMatchObject({ code: 'SAVE-PLACE' })
  const other = join(folder, 'surat.csv')
  writeFileSync(other, 'somebody else wrote this')
  await expect(call(resident.saveLeftOut, { path: other }, context())).rejects.toMatchObject({
    code: 'FILE-EXISTS',
  })
})

test('a file whose only heading is a word of the program is read as any other', async () => {
  await importFile(file([rowOf(0)]))
  const path = join(folder, 'aneh.csv')
  writeFileSync(path, 'constructor\n1\n')
  expect(await call(resident.previewImport, { path }, context())).toMatchObject({
    columns: {},
    remembered: false,
  })
})

test('who searches while the new list takes its place finds those of the new one from then on', async () => {
  await importFile(file([rowOf(0)]))
  const { rename } = fs.promises
  const spy = vi.spyOn(fs.promises, 'rename').mockImplementation(async (from, to) => {
    expect(listOf(open.station).about.residents).toBe(1)
    await rename(from, to)
  })
  await importFile(file([rowOf(0), rowOf(1)]))
  spy.mockRestore()
  expect((await call(resident.search, { text: 'siti' }, context())).rows).toHaveLength(2)
})

test('a list that is destroyed while another is added to it stays destroyed', async () => {
  await importFile(file([rowOf(0)]))
  const { importedAt } = listOf(open.station).about
  open.ports.clock.advance(1000)
  const destroy = () => {
    void open.station.write.transaction((tx) =>
      tx.run("INSERT INTO erased (kind, id, act, at) VALUES ('list', ?, 'a', ?) ON CONFLICT DO NOTHING", [
        importedAt,
        open.ports.now().toISOString(),
      ]),
    )
    dropErasedList(open.station)
  }
  const path = file([rowOf(1)])
  await expect(importList(open.station, { path, columns, mode: 'add' }, destroy)).rejects.toMatchObject({
    code: 'RESIDENTS-CANCELLED',
  })
  expect(await call(resident.listState, {}, context())).toBeNull()
  expect(readdirSync(open.folder).filter((name) => name.startsWith('residents'))).toEqual([])
})

test("a damaged list is said to be one, stops no recording, and the Dinas' file takes its place", async () => {
  await importFile(file([rowOf(0)]))
  await startResidentService(open.station)()
  const list = join(open.folder, 'residents.db')
  const bytes = readFileSync(list)
  // Its beginning, then what lies further behind: found when it is opened, and when it is read.
  for (const [from, to] of [
    [0, 4096],
    [4096, bytes.length],
  ] as const) {
    const torn = Buffer.from(bytes).fill(7, from, to)
    writeFileSync(list, torn)
    const damaged = { code: 'RESIDENTS-DAMAGED' }
    await expect(call(resident.search, { text: 'siti' }, context())).rejects.toMatchObject(damaged)
    await expect(importFile(file([rowOf(1)]))).rejects.toMatchObject(damaged)
    expect(readFileSync(list).equals(torn)).toBe(true)
    await startResidentService(open.station)()
  }
  expect(await importFile(file([rowOf(1)]), 'replace')).toMatchObject({ total: 1 })
  expect((await call(resident.search, { text: 'siti' }, context())).rows).toHaveLength(1)
})

test('a cancelled import leaves the list, nothing beside it, and the next one runs', async () => {
  await importFile(file([rowOf(0)]))
  const long = file(
    Array.from(
      { length: 60_000 },
      (_, n) =>
        `5272${String(1 + (n % 90)).padStart(2, '0')}010185${String(1 + Math.floor(n / 90)).padStart(4, '0')},,SITI,,`,
    ),
    'panjang.csv',
  )
  const importing = importFile(long)
  importing.catch(() => undefined)
  while ((await call(resident.importProgress, {}, context())) === null)
    await new Promise((go) => setTimeout(go, 5))
  await expect(importFile(long)).rejects.toMatchObject({ code: 'RESIDENTS-RUNNING' })
  await call(resident.cancelImport, {}, context())
  await expect(importing).rejects.toMatchObject({ code: 'RESIDENTS-CANCELLED' })
  expect(readdirSync(open.folder).filter((name) => name.startsWith('residents'))).toEqual(['residents.db'])
  expect(await call(resident.listState, {}, context())).toMatchObject({ residents: 1 })
  expect(await importFile(file([rowOf(0), rowOf(1)]))).toMatchObject({ added: 1, same: 1 })
})

test('with the station goes an import that runs, and the list closes', async () => {
  await importFile(file([rowOf(0)]))
  const stop = startResidentService(open.station)
  expect(await call(resident.listState, {}, context())).toMatchObject({ residents: 1 })
  const { read } = listOf(open.station)
  await stop()
  expect(() => read.get('SELECT 1')).toThrow('not open')
  expect(listOf(open.station).about.residents).toBe(1)
  await stop()
})

test('nothing of a resident lies in the clear in the station, not even while it is read', async () => {
  await importFile(file([`${nikOf(0)},,MARKERNAMA PENDUDUK,01-01-1985,MARKERDESA`]))
  for (const entry of readdirSync(open.folder, { withFileTypes: true, recursive: true })) {
    if (!entry.isFile()) continue
    const bytes = readFileSync(join(entry.parentPath, entry.name))
    for (const marker of ['MARKERNAMA', 'markernama', 'MARKERDESA', nikOf(0)])
      expect(bytes.includes(marker), `${entry.name} holds ${marker}`).toBe(false)
  }
})

test.each([
  [{ nik: 0, name: 2 }, 'INPUT-INVALID'],
  [{ nik: 4, name: 2, birthDate: 3 }, 'RESIDENTS-NOTHING'],
])('columns %o are refused', async (wrong, code) => {
  const path = file([rowOf(0)])
  await expect(
    call(resident.importList, { path, columns: wrong, mode: 'add' }, context()),
  ).rejects.toMatchObject({ code: code === 'INPUT-INVALID' ? 'BAD_REQUEST' : code })
})
