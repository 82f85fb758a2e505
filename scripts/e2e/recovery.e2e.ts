// A station is gone, and everybody who knew its passwords. What is left: one disk, the Dinas' public root, and the recovery key in five shares.
// Three holders bring them to a fresh machine. Every command is a process of the real terminal; stock age and tar are the judges.
import { execFileSync } from 'node:child_process'
import {
  cpSync,
  existsSync,
  globSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { projectRoot } from '../electron-runtime/places.mjs'
import { type Ran, rekam } from './rekam.ts'
import { sampleStation } from './sample-station.ts'
import { canMount, makeVolume, type TestVolume } from './volumes.ts'

const base = mkdtempSync(path.join(tmpdir(), 'rekam-recovery-'))
const at = (...parts: string[]) => path.join(base, ...parts)
const PEOPLE = ['01', '02']

/** What the holders keep; the number that the envelope says. */
const share = (number: number) => at('pemegang', `pecahan-${number}.txt`)
const given = (...numbers: number[]) => numbers.flatMap((number) => ['--share', share(number)])

interface Facts {
  recordings: { id: string; nik: string; name: string }[]
  register: string
  accounts: unknown
}

async function factsOf(...station: string[]): Promise<Facts> {
  const { recordings } = (await rekam('list', ...station, '--json')).json<Pick<Facts, 'recordings'>>()
  const { accounts } = (
    await rekam('account', 'list', ...station, '--account', 'administrator', '--json')
  ).json<{
    accounts: { name: string; role: string; disabled: boolean }[]
  }>()
  return {
    recordings: recordings.map(({ id, nik, name }) => ({ id, nik, name })),
    register: (await rekam('suket', 'register', ...station)).out,
    accounts: accounts.map(({ name, role }) => `${role} ${name}`).toSorted(),
  }
}

describe.skipIf(!canMount('ext4'))('full recovery with 3 of 5 shares', { timeout: 300_000 }, () => {
  let disk: TestVolume
  let before: Facts
  let audited: string
  let split: Ran

  beforeAll(async () => {
    disk = makeVolume('ext4')
    const old = ['--station', at('lama', 'station')]
    await sampleStation(at('lama'), PEOPLE)
    const { recordings } = (await rekam('list', ...old, '--json')).json<Facts>()
    await rekam('suket', 'issue', recordings[0]!.id, ...old, '--out', at('suket.pdf'))
    writeFileSync(at('sandi-rina.txt'), 'kata sandi rina yang lama\n')
    const rina = ['Rina', '--role', 'operator', '--new-passphrase-file', at('sandi-rina.txt')]
    await rekam('account', 'add', ...rina, ...old)
    audited = (await rekam('audit', 'verify', ...old, '--json')).out
    await rekam('backup', ...old, '--disk', disk.mount, '--pair', 'rotation')
    before = await factsOf(...old)
    split = await rekam(
      'keys',
      'split',
      '--identity',
      at('lama/dinas/recovery.txt'),
      '--out',
      at('pemegang'),
      '--json',
    )
    renameSync(at('lama/dinas/root.pub'), at('root.pub'))
    // The station, its password file and every secret of the Dinas are gone.
    rmSync(at('lama'), { recursive: true })
    writeFileSync(at('sandi-baru.txt'), 'kata sandi sesudah kebakaran\n')
    mkdirSync(at('baru'))
  }, 300_000)
  afterAll(() => {
    disk[Symbol.dispose]()
    rmSync(base, { recursive: true, force: true })
  })

  const restore = (...more: string[]) =>
    rekam(
      'restore',
      '--disk',
      disk.mount,
      '--into',
      at('baru/station'),
      '--trust',
      at('root.pub'),
      '--passphrase-file',
      at('sandi-baru.txt'),
      ...more,
    )

  test('five holders have a share each, and nobody has the key', () => {
    expect(split.json()).toMatchObject({ shares: 5, needs: 3, files: [1, 2, 3, 4, 5].map(share) })
    expect(statSync(share(1)).mode & 0o777).toBe(0o600)
    expect(before.accounts).toContain('operator Rina')
    expect(existsSync(at('lama'))).toBe(false)
  })

  test('two shares open nothing; a damaged, a foreign and an exchanged one is named by its number', async () => {
    const two = await restore(...given(1, 4))
    expect(two.code).toBe(1)
    expect(two.err).toContain('Baru 2 pecahan (nomor 1, 4); diperlukan 3. (SHARE-TOO-FEW)')
    expect((await restore(...given(1, 4, 4))).err).toContain('SHARE-TOO-FEW')

    const broken = at('rusak.txt')
    const three = readFileSync(share(3), 'utf8')
    writeFileSync(
      broken,
      three.replace(/^data .*$/m, (line) => line.replace(/[2-9]/, '1')),
    )
    const damaged = await restore(...given(1, 4), '--share', broken)
    expect(damaged.err).toContain('Pecahan nomor 3 rusak atau salah ketik. (SHARE-DAMAGED)')
    writeFileSync(broken, 'bukan pecahan')
    expect((await restore(...given(1, 4), '--share', broken)).err).toMatch(/Berkas ke-3 .* bukan pecahan/)

    expect((await rekam('keys', 'split', '--out', at('dinas-lain'))).code).toBe(0)
    const foreign = await restore(...given(1, 4), '--share', at('dinas-lain/pecahan-2.txt'), '--lang', 'en')
    expect(foreign.err).toContain('Share number 2 is not of the same key as the others. (SHARE-FOREIGN)')

    // Three sound shares of another Dinas give a key, and it opens nothing here.
    const strangers = [1, 2, 3].flatMap((number) => ['--share', at(`dinas-lain/pecahan-${number}.txt`)])
    expect((await restore(...strangers)).code).toBe(1)
    expect(existsSync(at('baru/station/rekam.db'))).toBe(false)
    expect((await rekam('keys', 'split', '--out', at('dinas-lain'))).err).toContain('SHARE-THERE')
  })

  test('three shares bring back state, registers, accounts and audit on a machine that had nothing', async () => {
    const restored = await restore(...given(5, 2, 4), '--json')
    expect(restored.code).toBe(0)
    expect(restored.json()).toMatchObject({
      packets: PEOPLE.length,
      missing: [],
      damaged: [],
      state: { recordings: 2, sukets: 1 },
    })
    const station = ['--station', at('baru/station'), '--passphrase-file', at('sandi-baru.txt')]
    expect(await factsOf(...station)).toEqual(before)
    const audit = await rekam('audit', 'verify', ...station, '--json')
    expect(audit.code).toBe(0)
    const counted = (out: string) => (JSON.parse(out) as { entries: number }).entries
    expect(counted(audit.out)).toBeGreaterThan(counted(audited))
    // It works on: a further person, and a backup to the same disk.
    cpSync(path.join(projectRoot, 'resources/people/03'), at('lagi', '03'), { recursive: true })
    expect((await rekam('enrol', ...station, '--from', at('lagi'))).code).toBe(0)
    expect((await rekam('backup', ...station, '--disk', disk.mount)).code).toBe(0)
  })

  test('the joined key never lay on that machine; written out at the Dinas it is one that stock age takes', async () => {
    const out = at('kunci.txt')
    const joined = await rekam('keys', 'join', ...given(1, 2, 3), '--out', out, '--json')
    expect(joined.code).toBe(0)
    const identity = /^AGE-SECRET-KEY-1.*$/m.exec(readFileSync(out, 'utf8'))?.[0] ?? ''
    expect(identity).toHaveLength(74)
    expect((await rekam('keys', 'join', ...given(1, 2, 3), '--out', out)).code).toBe(1)
    const files = globSync('baru/**/*', { cwd: base, withFileTypes: true }).filter((entry) => entry.isFile())
    expect(files.length).toBeGreaterThan(5)
    for (const { parentPath, name } of files)
      expect(readFileSync(path.join(parentPath, name)).includes(identity) ? name : null).toBeNull()
    const packets = globSync('baru/station/packets/*/*.rkp', { cwd: base })
    expect(packets.length).toBeGreaterThanOrEqual(PEOPLE.length)
    for (const packet of packets) {
      const plain = execFileSync('age', ['-d', '-i', out, at(packet)], { maxBuffer: 64 << 20 })
      expect(execFileSync('tar', ['-t'], { input: plain }).toString()).toContain('biodata.json')
    }
  })
})
