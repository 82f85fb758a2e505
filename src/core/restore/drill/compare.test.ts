import { randomBytes } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { hex, utf8 } from '../../../lib/bytes.ts'
import { sha256 } from '../../../lib/hash.ts'
import { openScratch } from '../../db/scratch.ts'
import { readerOf } from '../../db/sqlite.ts'
import { tempFolders } from '../../testing/temp.ts'
import { StandingPackets } from '../standing-packets.ts'
import { comparePackets, NAMED, standingIn } from './compare.ts'

const temp = tempFolders()
const digestOf = (packets: ReadonlyMap<string, string>) =>
  hex(
    sha256(
      utf8(
        [...packets]
          .toSorted(([a], [b]) => (a < b ? -1 : 1))
          .map((one) => `${one.join(' ')}\n`)
          .join(''),
      ),
    ),
  )

/** A register of these packets. */
function registerOf(packets: ReadonlyMap<string, string>) {
  const db = openScratch(join(temp(), 'register.db'), randomBytes(32), 64)
  db.exec('CREATE TABLE recording (id TEXT PRIMARY KEY, sha256 TEXT NOT NULL)')
  const put = db.prepare('INSERT INTO recording VALUES (?, ?)')
  for (const one of packets) put.run(one)
  return readerOf(db)
}

const id = fc.stringMatching(/^[0-9a-hjkmnp-tv-z]{1,3}$/)
const packets = fc
  .dictionary(id, fc.constantFrom('a', 'b'), { maxKeys: 12 })
  .map((all) => new Map(Object.entries(all)))

test('register and folder, whatever is in each: as sets would say it', () => {
  fc.assert(
    fc.property(packets, packets, (register, found) => {
      using standing = new StandingPackets(temp(), 64)
      for (const [one, digest] of found) standing.add({ id: one, sha256: digest, bytes: 7 })
      const ids = [...register.keys()].toSorted()
      const missing = ids.filter((one) => !found.has(one))
      const differing = ids.filter((one) => found.has(one) && found.get(one) !== register.get(one))
      const restored = ids.length - missing.length - differing.length
      expect(comparePackets(registerOf(register), standing.byId())).toEqual({
        station: ids.length,
        restored,
        bytes: 7 * restored,
        missing: { count: missing.length, ids: missing },
        differing: { count: differing.length, ids: differing },
        strangers: [...found.keys()].filter((one) => !register.has(one)).length,
        digests: { station: digestOf(register), restored: digestOf(found) },
      })
    }),
    { numRuns: 60 },
  )
})

test('of very many that are missing the first are named, and all are counted', () => {
  using standing = new StandingPackets(temp(), 64)
  const register = new Map(Array.from({ length: 3 * NAMED }, (_, n) => [String(n).padStart(6, '0'), 'a']))
  const { missing } = comparePackets(registerOf(register), standing.byId())
  expect([missing.count, missing.ids.length, missing.ids.at(-1)]).toEqual([3 * NAMED, NAMED, '000199'])
})

test('what stands in a folder is read again: packets alone, of whatever month', async () => {
  const folder = temp()
  const held = `${'7'.repeat(26)}.rkp`
  for (const month of ['202601', '202602']) mkdirSync(join(folder, 'packets', month), { recursive: true })
  writeFileSync(join(folder, 'packets', '202601', held), 'isi')
  writeFileSync(join(folder, 'packets', '202602', `${held}.minisig`), 'x')
  using standing = new StandingPackets(temp(), 64)
  let read = 0
  await standingIn(folder, standing, (bytes) => (read += bytes))
  const due = { id: '7'.repeat(26), sha256: hex(sha256(utf8('isi'))), bytes: 3 }
  expect([[...standing.byId()], read]).toEqual([[due], 3])
})
