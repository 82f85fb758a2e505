import { readdirSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { mountVolume } from '../../../lib/testing/volumes.ts'
import { tempFolders } from '../../testing/temp.ts'
import { openBase } from '../list/base.ts'
import { buildList } from './build-list.ts'

const temp = tempFolders()
const key = new Uint8Array(32).fill(9)

/** As long as a field may be: what does not fit into memory is written early. */
const ADDRESS = 'Jl. Contoh '.repeat(18).trim()

/** So many residents, and where the list is made of them. */
function jobOf(folder: string, rows: number) {
  const path = join(temp(), 'daftar.csv')
  const line = (n: number) =>
    `5272${String(1 + (n % 90)).padStart(2, '0')}010185${String(1 + Math.floor(n / 90)).padStart(4, '0')},SITI CONTOH ${n % 7},01-01-1985,${ADDRESS}`
  writeFileSync(path, ['NIK,NAMA,TGL,ALAMAT', ...Array.from({ length: rows }, (_, n) => line(n))].join('\n'))
  const list = join(folder, 'residents.db')
  return {
    path,
    columns: { nik: 0, name: 1, birthDate: 2, address: 3 },
    mode: 'add' as const,
    list,
    beside: `${list}.new`,
    key,
    now: '2026-11-26T00:00:00.000Z',
    by: 'penyelia',
    file: 'daftar.csv',
  }
}

test.each([
  ['while rows come together', 40_000, 1, 'reading'],
  ['while the list is finished', 40_000, 16, 'indexing'],
])('a disk that fills up %s leaves the old list, and nothing beside it', async (_, rows, mib, last) => {
  const { path: folder, reason, unmount } = mountVolume('tmpfs', mib)
  if (reason !== undefined) throw new Error(reason)
  try {
    const first = jobOf(folder, 1)
    await buildList(first, () => undefined)
    renameSync(first.beside, first.list)
    let phase = ''
    const building = buildList(jobOf(folder, rows), (progress) => {
      phase = progress.phase
    })
    await expect(building).rejects.toMatchObject({ code: 'DISK-FULL' })
    expect(phase).toBe(last)
    expect(readdirSync(folder)).toEqual(['residents.db'])
    const base = openBase(first.list, key)!
    expect(base.about.residents).toBe(1)
    base.close()
  } finally {
    unmount()
  }
})
