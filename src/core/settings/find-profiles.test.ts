import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { signProfile } from '../../formats/profile/profile.ts'
import { fakePorts } from '../testing/index.ts'
import { findProfiles } from './find-profiles.ts'
import { makeSampleDinas, type SampleDinas } from './sample-dinas.ts'
import { sampleProfile } from './sample-profile.ts'

let mount: string
let dinas: SampleDinas
const ports = fakePorts()
beforeAll(() => {
  mount = mkdtempSync(join(tmpdir(), 'rekam-drive-'))
  ports.volumes.plug({ mount })
  dinas = makeSampleDinas(ports.random)
})
afterAll(() => rmSync(mount, { recursive: true, force: true }))

/** A profile of one Dinas, signed by it or by another. */
function put(name: string, serial: number, by = dinas, of = dinas): string {
  const { bytes, signature } = signProfile(sampleProfile(of, { serial }), by.root)
  const path = join(mount, name)
  writeFileSync(path, bytes)
  writeFileSync(`${path}.minisig`, signature)
  return path
}

test('a drive without any is no error', async () => {
  expect(await findProfiles(ports.volumes)).toEqual({ profiles: [], refused: [] })
})

test('profiles are found at the top and one folder below, the newest first', async () => {
  mkdirSync(join(mount, 'DINAS'))
  const [old, newest] = [put('profil.json', 3), put('DINAS/profil.json', 7)]
  const { profiles, refused } = await findProfiles(ports.volumes)
  expect(profiles.map(({ path, serial }) => ({ path, serial }))).toEqual([
    { path: newest, serial: 7 },
    { path: old, serial: 3 },
  ])
  expect(profiles[0]).toMatchObject({ dinas: 'Bima', station: '5272-01-A' })
  expect(refused).toEqual([])
})

test('what is changed, signed by another key, cut, huge or no file at all is refused and named', async () => {
  const changed = put('changed.json', 9)
  writeFileSync(changed, readFileSync(changed, 'utf8').replace('Bima', 'Dima'))
  const foreign = put('foreign.json', 9, makeSampleDinas(ports.random))
  const cut = put('cut.json', 9)
  writeFileSync(cut, readFileSync(cut).subarray(0, 100))
  const huge = put('huge.json', 9)
  writeFileSync(huge, Buffer.alloc(3 << 20, 0x20))
  symlinkSync('/dev/zero', join(mount, 'endless.json'))
  writeFileSync(join(mount, 'endless.json.minisig'), 'x')
  const { profiles, refused } = await findProfiles(ports.volumes)
  expect(profiles.map(({ serial }) => serial)).toEqual([7, 3])
  expect(refused.map(({ path }) => path).toSorted()).toEqual([changed, cut, foreign, huge].toSorted())
  const codeOf = (path: string) => refused.find((one) => one.path === path)?.refusal.code
  expect([changed, cut, foreign, huge].map(codeOf)).toEqual([
    'PROFILE-UNTRUSTED',
    'FORMAT-UNREADABLE',
    'PROFILE-UNTRUSTED',
    'PROFILE-LARGE',
  ])
})

test('an older one says so, a Dinas of its own stands beside, and what is unsigned or no profile has its words', async () => {
  const other = makeSampleDinas(ports.random)
  const theirs = put('theirs.json', 1, other, other)
  const unsigned = put('profil-tanpa.json', 9)
  rmSync(`${unsigned}.minisig`)
  const empty = join(mount, 'profil-kosong.json')
  writeFileSync(empty, '')
  writeFileSync(`${empty}.minisig`, '')
  writeFileSync(join(mount, 'daftar.json'), '{}')
  const { profiles, refused } = await findProfiles(ports.volumes)
  expect(profiles.map(({ serial, older }) => ({ serial, older }))).toEqual([
    { serial: 7, older: false },
    { serial: 3, older: true },
    { serial: 1, older: false },
  ])
  expect(profiles.find(({ path }) => path === theirs)?.root).not.toBe(profiles[0]?.root)
  const found = new Map(refused.map(({ path, refusal }) => [path, refusal]))
  expect(found.get(unsigned)).toMatchObject({
    code: 'PROFILE-UNSIGNED',
    en: { safe: 'The profile was not installed.' },
  })
  expect(found.get(empty)?.code).toBe('FORMAT-UNREADABLE')
  expect([...found.keys()]).not.toContain(join(mount, 'daftar.json'))
})

test('of a drive full of folders and files only so many are read', async () => {
  const full = mkdtempSync(join(tmpdir(), 'rekam-drive-'))
  try {
    for (let n = 0; n < 60; n++) {
      writeFileSync(join(full, `profil-${n}.json`), '{')
      mkdirSync(join(full, `folder-${n}`))
    }
    ports.volumes.plug({ mount: full })
    const { refused } = await findProfiles(ports.volumes)
    expect(refused.filter(({ path }) => path.startsWith(full))).toHaveLength(20)
  } finally {
    ports.volumes.pull(full)
    rmSync(full, { recursive: true, force: true })
  }
})
