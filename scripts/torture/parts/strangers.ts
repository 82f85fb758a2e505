import { createHash } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { canMount } from '../../e2e/volumes.ts'
import type { Part } from '../part.ts'
import { victimOn } from '../rig.ts'

const NAMES = [
  'FOTO.lnk',
  'Autorun.inf',
  'setup.exe',
  'DATA KELURAHAN.xlsx',
  'REKAM.lnk',
  'System Volume Information.lnk',
]

/** A disk as viruses and other people leave it. */
function litter(mount: string, count: number): void {
  const folder = join(mount, 'LAMA')
  mkdirSync(folder)
  for (const name of NAMES) writeFileSync(join(mount, name), `bukan milik Rekam: ${name}`)
  // Names beside ours, inside our folder, that only look like ours.
  for (const name of ['C9999999.lnk', 'S0000002.TAR.exe', 'autorun.inf'])
    writeFileSync(join(mount, 'REKAM', name), name)
  for (let n = 0; n < count; n++) writeFileSync(join(folder, `F${String(n).padStart(7, '0')}.lnk`), String(n))
}

/** One digest of all names and contents outside what is ours. */
function print(mount: string): string {
  const hash = createHash('sha256')
  const names = readdirSync(mount, { recursive: true, encoding: 'utf8', withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => !path.startsWith(join(mount, 'REKAM')) || /lnk|exe|inf$/.test(path))
  for (const path of names.toSorted()) hash.update(path).update(readFileSync(path))
  return `${names.length} ${hash.digest('hex')}`
}

/** A disk full of .lnk, autorun and junk: nothing of it is opened, moved or removed, and a backup costs what it did. */
export const strangers: Part = {
  name: 'strangers',
  missing: () => (canMount('ext4') ? undefined : 'needs root and loop devices'),
  async run(trials) {
    const count = trials.isQuick ? 5000 : 100_000
    // ext4 has an inode for each 16 KiB: a smaller one is full of names before it is full.
    const bytes = trials.isQuick ? 2 ** 30 : 2 ** 31
    const victim = await victimOn('ext4', { bytes, seed: `strangers ${trials.seed}` })
    const { mount } = victim.volume
    try {
      await victim.seal(2)
      await victim.backup()
      litter(mount, count)
      const before = print(mount)
      for (const point of ['a backup among junk', 'another']) {
        await trials.point(`${point}, ${count} files`, async () => {
          await victim.seal(2)
          const wrong = await victim.judge()
          return print(mount) === before ? wrong : [...wrong, 'a foreign file was touched']
        })
      }
      await trials.point('a restore from among junk', () => victim.judgeRestore())
    } finally {
      await victim.close()
    }
  },
}
