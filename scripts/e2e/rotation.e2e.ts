// The Dinas changes its recovery key: new shares, a profile on a drive. A disk of before and one of after are restored with old and new shares, each a
// process of the real terminal; stock age judges.
import { execFileSync } from 'node:child_process'
import { cpSync, globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { projectRoot } from '../electron-runtime/places.mjs'
import { newProfile } from './dinas-profile.ts'
import { rekam } from './rekam.ts'
import { sampleStation } from './sample-station.ts'
import { canMount, makeVolume, type TestVolume } from './volumes.ts'

const base = mkdtempSync(path.join(tmpdir(), 'rekam-rotation-'))
const at = (...parts: string[]) => path.join(base, ...parts)
const station = ['--station', at('station')]
const shares = (folder: string, ...numbers: number[]) =>
  numbers.flatMap((number) => ['--share', at(folder, `pecahan-${number}.txt`)])

async function records(person: string): Promise<void> {
  cpSync(path.join(projectRoot, 'resources/people', person), at('orang', person, person), { recursive: true })
  expect((await rekam('enrol', ...station, '--from', at('orang', person))).code).toBe(0)
}

describe.skipIf(!canMount('ext4'))('a new recovery key', { timeout: 300_000 }, () => {
  let before: TestVolume
  let after: TestVolume

  const restore = (from: TestVolume, into: string, ...more: string[]) => {
    mkdirSync(at(into))
    const under = ['--trust', at('dinas/root.pub'), '--passphrase-file', at('sandi-baru.txt')]
    return rekam('restore', '--disk', from.mount, '--into', at(into, 'station'), ...under, ...more, '--json')
  }

  beforeAll(async () => {
    before = makeVolume('ext4')
    after = makeVolume('ext4')
    writeFileSync(at('sandi-baru.txt'), 'kata sandi sesudah kebakaran\n')
    await sampleStation(base)
    await rekam('keys', 'split', '--identity', at('dinas/recovery.txt'), '--out', at('lama'))
    await records('01')
    for (const [disk, label] of [
      [before, 'DISK LAMA'],
      [after, 'DISK BARU'],
    ] as const)
      await rekam('backup', ...station, '--disk', disk.mount, '--pair', 'rotation', '--label', label)
    const { recipient } = (await rekam('keys', 'split', '--out', at('baru'), '--json')).json<{
      recipient: string
    }>()
    await newProfile(base, 2, (profile) => ({
      ...profile,
      recipients: { ...profile.recipients, recovery: recipient },
    }))
    await records('02')
    await rekam('backup', ...station, '--disk', after.mount)
  }, 300_000)
  afterAll(() => {
    before[Symbol.dispose]()
    after[Symbol.dispose]()
    rmSync(base, { recursive: true, force: true })
  })

  test('what stays under the old one is listed: its packets, and the disk without a backup since', async () => {
    const { recordings } = (await rekam('list', ...station, '--json')).json<{
      recordings: { id: string; name: string; seq: number }[]
    }>()
    const first = recordings.find(({ seq }) => seq === 1)!
    const { former } = (await rekam('keys', 'former', ...station, '--json')).json<{ former: object[] }>()
    expect(former).toMatchObject([{ packets: [first.id], disks: ['DISK LAMA'] }])
    expect((await rekam('keys', 'former', ...station)).out).toContain('1 rekaman disegel kepadanya')
  })

  test('new shares restore all of it from a disk that had a backup since; old shares do not', async () => {
    const restored = await restore(after, 'dengan-baru', ...shares('baru', 1, 3, 5))
    expect(restored.json()).toMatchObject({ packets: 2, missing: [], state: { recordings: 2 } })
    const late = await restore(after, 'baru-dengan-lama', ...shares('lama', 1, 3, 5))
    // Refused, or without what was recorded since.
    const told = late.code === 0 ? late.json<{ state: { recordings: number } | null }>().state : null
    expect(told?.recordings ?? 0).toBeLessThan(2)
  })

  test('old shares restore a disk of before; new ones do not', async () => {
    const restored = await restore(before, 'dengan-lama', ...shares('lama', 2, 3, 4))
    expect(restored.json()).toMatchObject({ packets: 1, missing: [], state: { recordings: 1 } })
    expect((await restore(before, 'lama-dengan-baru', ...shares('baru', 2, 3, 4))).code).toBe(1)
  })

  test('stock age opens the old packet with the old key alone, and the new one with the new', async () => {
    for (const set of ['lama', 'baru'])
      await rekam('keys', 'join', ...shares(set, 1, 2, 3), '--out', at(`kunci-${set}.txt`))
    const { recordings } = (await rekam('list', ...station, '--json')).json<{
      recordings: { id: string; seq: number }[]
    }>()
    const file = (seq: number) =>
      at(
        globSync(`station/packets/*/${recordings.find((one) => one.seq === seq)!.id}.rkp`, { cwd: base })[0]!,
      )
    const opens = (set: string, seq: number) => {
      try {
        execFileSync('age', ['-d', '-i', at(`kunci-${set}.txt`), file(seq)], {
          maxBuffer: 64 << 20,
          stdio: 'pipe',
        })
        return true
      } catch {
        return false
      }
    }
    expect([opens('lama', 1), opens('lama', 2), opens('baru', 1), opens('baru', 2)]).toEqual([
      true,
      false,
      false,
      true,
    ])
  })

  test('codes over the telephone come from the new escrow alone', async () => {
    const asked = ['--station', '5272-01-A', '--slot', '3', '--escrow', at('station/keys/reset-escrow.age')]
    expect((await rekam('keys', 'answer', ...asked, ...shares('baru', 1, 2, 3))).out).toMatch(
      /^[0-9A-Z-]{19}/,
    )
    expect((await rekam('keys', 'answer', ...asked, ...shares('lama', 1, 2, 3))).err).toContain(
      'ACCOUNT-WRONG-IDENTITY',
    )
    expect(readFileSync(at('station/keys/reset-escrow.age')).length).toBeGreaterThan(200)
  })
})
