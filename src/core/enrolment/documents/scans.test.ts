import { execFileSync } from 'node:child_process'
import { mkdirSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openTestStation, sampleBiodata, sampleJpeg, type TestStation } from '../../testing/index.ts'
import { startDraft } from '../draft/start.ts'
import { chooseScanFolder, listScans, takeScan } from './scans.ts'

let open: TestStation
let folder: string
let id: string
beforeEach(async () => {
  open = await openTestStation()
  folder = open.temp('scans')
  id = (await startDraft(open.station, sampleBiodata(1).nik)).id
})
afterEach(() => open.close())

function scan(name: string, minute: number): void {
  writeFileSync(join(folder, name), sampleJpeg(200, 150, minute))
  const at = new Date(Date.UTC(2026, 10, 23, 1, minute))
  utimesSync(join(folder, name), at, at)
}

test('scans are listed newest first, and one is taken without touching the file', async () => {
  expect(await listScans(open.station)).toEqual({ folder: null, files: [] })
  await chooseScanFolder(open.station, folder)
  scan('a.jpg', 1)
  scan('b.JPG', 2)
  writeFileSync(join(folder, 'notes.txt'), 'x')
  writeFileSync(join(folder, 'begun.pdf'), '')
  mkdirSync(join(folder, 'old.pdf'))
  symlinkSync('/etc/hostname', join(folder, 'link.jpg'))
  const before = await listScans(open.station)
  expect(before.files.map(({ name }) => name)).toEqual(['b.JPG', 'a.jpg'])
  const { documents } = await takeScan(open.station, id, 'kk', 'b.JPG')
  expect(documents).toMatchObject([{ kind: 'kk', media: 'image/jpeg', pages: 1 }])
  expect(await listScans(open.station)).toEqual(before)
})

test.each(['../station/rekam.db', '/etc/passwd', 'link.jpg', 'away.jpg', 'notes.txt', 'pipe.jpg'])(
  '%s is not taken',
  async (name) => {
    await chooseScanFolder(open.station, folder)
    symlinkSync('/etc/hostname', join(folder, 'link.jpg'))
    writeFileSync(join(folder, 'notes.txt'), 'x')
    execFileSync('mkfifo', [join(folder, 'pipe.jpg')])
    await expect(takeScan(open.station, id, 'kk', name)).rejects.toMatchObject({ code: 'FILE-MISSING' })
  },
)

test('a folder that goes away has no scans; one that never was is refused', async () => {
  await chooseScanFolder(open.station, folder)
  rmSync(folder, { recursive: true })
  expect(await listScans(open.station)).toEqual({ folder, files: [] })
  await expect(chooseScanFolder(open.station, folder)).rejects.toMatchObject({ code: 'FILE-MISSING' })
  await expect(chooseScanFolder(open.station, 'here')).rejects.toMatchObject({ code: 'INPUT-INVALID' })
})
