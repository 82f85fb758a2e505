import { execFileSync } from 'node:child_process'
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { refuseOwnFolder, refusePlace } from './save-place.ts'
import { tempFolders } from './testing/temp.ts'

const temp = tempFolders()

test('nothing is written into the station, by whatever name', async () => {
  const base = temp()
  const folder = join(base, 'station')
  mkdirSync(join(folder, 'keys'), { recursive: true })
  symlinkSync(folder, join(base, 'link'))
  symlinkSync(join(folder, 'keys'), join(base, 'keys-link'))
  for (const path of [
    'station',
    'station/new.pdf',
    'station/keys/slots.json',
    'link/keys/slots.json',
    'keys-link/new.pdf',
    'other/../station/x.pdf',
  ])
    await expect(refuseOwnFolder({ folder }, join(base, path))).rejects.toThrow('SAVE-PLACE')
  await expect(refuseOwnFolder({ folder: join(base, 'link') }, join(folder, 'x'))).rejects.toThrow(
    'SAVE-PLACE',
  )
  for (const path of ['x.pdf', 'station-b/x.pdf', '..station.pdf', 'gone/away/x.pdf'])
    await refuseOwnFolder({ folder }, join(base, path))
})

test.each(['x.pdf', './x.pdf', '../x.pdf', ''])('%j names no place', async (path) => {
  await expect(refuseOwnFolder({ folder: temp() }, path)).rejects.toThrow('INPUT-INVALID')
})

test('only an older file of its kind is replaced', async () => {
  const base = temp()
  const folder = join(base, 'station')
  mkdirSync(folder)
  const put = (name: string, text: string) => {
    writeFileSync(join(base, name), text)
    return join(base, name)
  }
  await refusePlace({ folder }, join(base, 'new.pdf'), 'pdf')
  await refusePlace({ folder }, put('old.pdf', '%PDF-1.7 ...'), 'pdf')
  await refusePlace({ folder }, put('empty.pdf', ''), 'pdf')
  await refusePlace({ folder }, put('old.xlsx', 'PK\u0003\u0004...'), 'xlsx')
  for (const [path, kind] of [
    [put('thesis.docx', 'my thesis'), 'pdf'],
    [put('other.xlsx', '%PDF-1.7'), 'xlsx'],
    [put('id_ed25519', '----'), 'pdf'],
  ] as const)
    await expect(refusePlace({ folder }, path, kind)).rejects.toThrow('FILE-EXISTS')
})

test.skipIf(process.platform === 'win32')(
  'a device, a folder and a pipe are no place, and no pipe is waited for',
  async () => {
    const base = temp()
    const folder = join(base, 'station')
    mkdirSync(folder)
    execFileSync('mkfifo', [join(base, 'pipe.pdf')])
    for (const path of ['/dev/null', '/dev/zero', base, join(base, 'pipe.pdf')])
      await expect(refusePlace({ folder }, path, 'pdf')).rejects.toThrow('FILE-EXISTS')
  },
)
