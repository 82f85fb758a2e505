// The main job once through the terminal, on real file systems: record, Suket, backup to two disks, refusal, export, intake,
// receipts, restore on a second station. Every command is a process of its own.
import { createHash } from 'node:crypto'
import { cpSync, globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { freePort } from '../../src/lib/testing/free-port.ts'
import { projectRoot } from '../electron-runtime/places.mjs'
import { datacenter, rekam } from './rekam.ts'
import { sampleStation } from './sample-station.ts'
import { canMount, makeVolume, type TestVolume } from './volumes.ts'

/** Each command is a process that stretches a password. */
const SLOW = { timeout: 600_000 }

const PEOPLE = ['01', '02', '03']

const base = mkdtempSync(path.join(tmpdir(), 'rekam-terminal-'))
const at = (...parts: string[]) => path.join(base, ...parts)
const station = ['--station', at('station')]
const trust = ['--trust', at('dinas', 'root.pub')]

interface Row {
  id: string
  nik: string
  name: string
  status: string
  received: boolean
  copies: number
}

interface Custody {
  disks: { level: string }[]
}

async function recordings(...of: string[]): Promise<Row[]> {
  return (await rekam('list', ...of, '--json')).json<{ recordings: Row[] }>().recordings
}

/** Packets and signatures below a folder: name and digest. */
function packetsIn(folder: string): string[] {
  return globSync('packets/*/*', { cwd: folder })
    .map(
      (name) =>
        `${name} ${createHash('sha256')
          .update(readFileSync(path.join(folder, name)))
          .digest('hex')}`,
    )
    .toSorted()
}

describe.skipIf(!canMount('ext4') || !canMount('exfat'))('the main job through the terminal', SLOW, () => {
  let desk: TestVolume
  let rotation: TestVolume
  const ports = { mmu: 0, batam: 0 }

  beforeAll(async () => {
    ports.mmu = await freePort()
    ports.batam = await freePort()
    desk = makeVolume('ext4')
    rotation = makeVolume('exfat')
    const from = at('people')
    for (const person of PEOPLE)
      cpSync(path.join(projectRoot, 'resources/people', person), path.join(from, person), { recursive: true })
    const sites = ['--mmu', `http://127.0.0.1:${ports.mmu}`, '--batam', `http://127.0.0.1:${ports.batam}`]
    await rekam('init', ...station, '--demo', ...sites)
    await rekam('enrol', ...station, '--from', from)
  })
  afterAll(() => {
    desk[Symbol.dispose]()
    rotation[Symbol.dispose]()
    rmSync(base, { recursive: true, force: true })
  })

  test('people are recorded once, however often their folders are read', async () => {
    expect(await recordings(...station)).toHaveLength(PEOPLE.length)
    const again = await rekam('enrol', ...station, '--from', at('people'), '--json')
    expect(again.code).toBe(0)
    expect(again.json<{ outcomes: { outcome: string }[] }>().outcomes.map(({ outcome }) => outcome)).toEqual(
      PEOPLE.map(() => 'known'),
    )
    expect(await recordings(...station)).toHaveLength(PEOPLE.length)
  })

  test('a Suket is issued as a PDF whose QR holds offline, and an altered one does not', async () => {
    const [row] = await recordings(...station)
    const issued = await rekam('suket', 'issue', row!.id, ...station, '--out', at('suket.pdf'), '--json')
    const { qr, number } = issued.json<{ qr: string; number: string }>()
    expect(readFileSync(at('suket.pdf')).subarray(0, 5).toString()).toBe('%PDF-')
    writeFileSync(at('qr.txt'), qr)
    const sound = await rekam('suket', 'verify', at('qr.txt'), ...trust, '--json')
    expect(sound).toMatchObject({ code: 0 })
    expect(sound.json()).toMatchObject({ verdict: 'valid', number })
    const altered = qr.slice(0, 60) + (qr[60] === 'A' ? 'B' : 'A') + qr.slice(61)
    expect((await rekam('suket', 'verify', altered, ...trust)).code).toBe(1)
  })

  test('two disks of different kinds hold it all, proven by the root alone and without any key', async () => {
    const toDesk = await rekam('backup', ...station, '--disk', desk.mount, '--pair', 'desk', '--json')
    expect(toDesk.json()).toMatchObject({ packets: PEOPLE.length, via: 'medium' })
    expect((await rekam('backup', ...station, '--disk', rotation.mount, '--pair', 'rotation')).code).toBe(0)
    for (const { mount } of [desk, rotation]) {
      const found = await rekam('verify', '--disk', mount, ...trust, '--json')
      expect(found.code).toBe(0)
      expect(found.json()).toMatchObject({ sound: true, origin: 'proven', packets: PEOPLE.length })
      expect((await rekam('verify', '--disk', mount, '--json')).json()).toMatchObject({ origin: 'unproven' })
    }
    // exFAT by FUSE is read back from its cache alone: such a copy is named, and does not count.
    const [row] = await recordings(...station)
    const { custody } = (await rekam('show', row!.id, ...station, '--json')).json<{ custody: Custody }>()
    expect(custody.disks.map(({ level }) => level).toSorted()).toEqual(['L0', 'L1'])
    expect(row!.copies).toBe(2)
  })

  test('one site refuses, the other does not answer: both are said, and nothing is lost', async () => {
    await using _mmu = await datacenter('mmu', at('dinas/sites/mmu'), { port: ports.mmu, refuse: 'uploads' })
    await using _batam = await datacenter('batam', at('dinas/sites/batam'), {
      port: ports.batam,
      refuse: 'all',
    })
    const tried = await rekam('upload', ...station, '--once', '--json')
    expect(tried.code).toBe(1)
    const { sites, waiting } = tried.json<{ sites: { state: string }[]; waiting: number }>()
    expect(sites.map(({ state }) => state)).toEqual(['refusing', 'unreachable'])
    expect(waiting).toBe(PEOPLE.length)
  })

  test('a bag is carried by hand, and its receipts come back', async () => {
    mkdirSync(at('drive'))
    const made = await rekam('export', ...station, '--to', at('drive'), '--json')
    const { folder, packets } = made.json<{ folder: string; packets: number }>()
    expect(packets).toBe(PEOPLE.length)
    expect((await rekam('export', ...station, '--to', at('drive'))).err).toMatch(/EXPORT-(NOTHING|AGAIN)/)
    const taken = await rekam('intake', '--bag', folder, '--site', at('dinas/sites/mmu'), '--json')
    expect(taken.code).toBe(0)
    const { answer } = taken.json<{ answer: string }>()
    const back = await rekam('receipts', ...station, '--from', answer, '--json')
    expect(back.json()).toMatchObject({ taken: PEOPLE.length, refused: [] })
    expect((await recordings(...station)).map(({ received }) => received)).toEqual(PEOPLE.map(() => true))
    expect((await rekam('backup', ...station, '--disk', desk.mount)).code).toBe(0)
  })

  test('without the root, with another root or a wrong password nothing is restored', async () => {
    const into = ['--into', at('nothing')]
    const refused = async (...more: string[]) =>
      (await rekam('restore', '--disk', desk.mount, ...into, ...more)).err
    expect(await refused()).toContain('RESTORE-NO-TRUST')
    await sampleStation(at('stranger'))
    expect(await refused('--trust', at('stranger/dinas/root.pub'))).toContain('RESTORE-UNTRUSTED')
    expect(await refused(...trust, '--passphrase-file', at('qr.txt'))).toContain('RESTORE-WRONG-PASSPHRASE')
    expect((await rekam('list', '--station', at('nothing'))).err).toContain('STATION-MISSING')
  })

  test('a second station goes on from the disks, under a new epoch', async () => {
    const from = ['--disk', rotation.mount, '--disk', desk.mount, ...trust]
    const plan = await rekam('restore', ...from, '--into', at('second'), '--plan', '--json')
    expect(plan.json()).toMatchObject({ packets: PEOPLE.length, missing: [], damaged: [] })
    const done = await rekam('restore', ...from, '--into', at('second'), '--json')
    expect(done.code).toBe(0)
    const { newEpoch, epoch, request } = done.json<{ newEpoch: string; epoch: string; request: string }>()
    expect(newEpoch).not.toBe(epoch)
    const second = ['--station', at('second')]
    expect(packetsIn(at('second'))).toEqual(packetsIn(at('station')))
    const before = await recordings(...station)
    const after = await recordings(...second)
    expect(after.map(({ id, received }) => ({ id, received }))).toEqual(
      before.map(({ id }) => ({ id, received: true })),
    )
    expect((await rekam('audit', 'verify', ...second)).code).toBe(0)
    await rekam(
      'keys',
      'certify',
      '--request',
      request,
      '--root-key',
      at('dinas/root.key'),
      '--out',
      at('answer.jsn'),
    )
    expect((await rekam('keys', 'install', ...second, '--certificate', at('answer.jsn'))).code).toBe(0)
    expect((await rekam('backup', ...second, '--disk', desk.mount)).code).toBe(0)
    const found = await rekam('verify', '--disk', desk.mount, ...trust, '--json')
    expect(found.json()).toMatchObject({ sound: true, origin: 'proven', packets: PEOPLE.length })
  })

  test("the dead PC's own drive brings back what no disk has; a dry run leaves nothing", async () => {
    cpSync(path.join(projectRoot, 'resources/people/04'), at('more/04'), { recursive: true })
    expect((await rekam('enrol', ...station, '--from', at('more'))).code).toBe(0)
    const late = (await recordings(...station)).find(({ copies }) => copies < 2)!
    const { proof } = (await rekam('show', late.id, ...station, '--json')).json<{ proof: string }>()
    writeFileSync(at('papers.txt'), `${proof}\n\nbukan bukti\n`)
    const opens = ['--passphrase-file', at('sandi-contoh.txt'), ...trust]
    const disk = ['--disk', rotation.mount, '--papers', at('papers.txt'), ...opens]
    const without = await rekam('restore', ...disk, '--plan')
    expect(without.code).toBe(1)
    expect(without.out).toMatch(new RegExp(`hilang: ${late.id} .* menurut bukti perekaman`))
    expect(without.out).toContain('Kertas: 1 terbukti, 0 paketnya ada, 1 ditolak')
    const drive = [...disk, '--drive', at('station')]
    const dry = await rekam('restore', ...drive, '--dry-run', '--list', '--json')
    expect(dry.json()).toMatchObject({
      packets: PEOPLE.length + 1,
      missing: [],
      sound: expect.arrayContaining([late.id]),
    })
    expect((await rekam('restore', '--plan', ...trust)).err).toContain('CLI-SOURCE')
    const alone = ['--drive', at('station'), '--into', at('third'), ...opens]
    expect((await rekam('restore', ...alone, '--json')).json()).toMatchObject({ packets: PEOPLE.length + 1 })
    expect(packetsIn(at('third'))).toEqual(packetsIn(at('station')))
  })

  test('a living station gains what another PC has, and loses nothing', async () => {
    const second = ['--station', at('second')]
    const source = ['--drive', at('station'), '--source-passphrase-file', at('sandi-contoh.txt')]
    const plan = await rekam('gain', ...second, ...source, '--plan')
    expect(plan.out).toMatch(/Belum ada di stasiun ini: 1 paket/)
    expect(await recordings(...second)).toHaveLength(PEOPLE.length)
    const gained = await rekam('gain', ...second, ...source, '--json')
    expect(gained.code).toBe(0)
    expect(gained.json<{ gains: { packets: string[] } }>().gains.packets).toHaveLength(1)
    expect(packetsIn(at('second'))).toEqual(packetsIn(at('station')))
    const again = await rekam('gain', ...second, ...source, '--json')
    expect(again.json()).toMatchObject({ gains: { packets: [], rows: 0, newer: 0, conflicts: 0 } })
    expect((await rekam('audit', 'verify', ...second)).code).toBe(0)
  })

  test('the chain of acts of the first station is whole', async () => {
    expect((await rekam('audit', 'verify', ...station, '--json')).json()).toMatchObject({ sound: true })
    expect((await rekam('stats', ...station, '--json')).json()).toMatchObject({
      total: { received: PEOPLE.length },
    })
  })
})
