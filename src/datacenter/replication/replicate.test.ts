import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { CENTRE_IDENTITY, keyLine, ROOT, sampleKey } from '../../formats/testing/sample.ts'
import { REPLICATE_PATHS } from '../../formats/wire/replicate.ts'
import { issueCertificate } from '../../formats/trust/certificate.ts'
import { readReceipt } from '../../formats/receipt/receipt.ts'
import { utf8 } from '../../lib/bytes.ts'
import { publicOf } from '../../lib/minisign.ts'
import { decideCase } from '../deciding/decide.ts'
import { waitingCases } from '../deciding/waiting.ts'
import { PrintOffice } from '../printing/office.ts'
import { newestDecisions } from '../registry/decisions.ts'
import { recordOf, setDue } from '../registry/records.ts'
import { historyOf } from '../registry/reports.ts'
import { setting } from '../registry/settings.ts'
import { listen, type Listening } from '../server.ts'
import { Site } from '../site.ts'
import { type Sealed, Sender } from '../testing/sender.ts'
import { PEER_CURSOR } from './cursor.ts'
import { look } from './look.ts'
import { PeerClient } from './peer-client.ts'
import { replicate } from './replicate.ts'

let dir: string
let now: Date
let mmu: Site
let batam: Site
let lines: Listening[]
let peers: { mmu: PeerClient; batam: PeerClient }
const sender = new Sender(1)

async function open(code: 'mmu' | 'batam', n: number): Promise<Site> {
  const signing = sampleKey(n)
  const subject = { kind: 'site', site: code } as const
  const purposes = ['receipt', 'bag', 'report'] as const
  const certificate = issueCertificate(ROOT, {
    serial: n,
    subject,
    key: keyLine(signing),
    purposes: [...purposes],
  })
  return Site.open({
    code,
    dir: join(dir, code),
    root: publicOf(ROOT),
    signing,
    certificate,
    identity: CENTRE_IDENTITY,
    now: () => now,
    peer: code === 'mmu' ? 'batam' : 'mmu',
    matchAfterMs: 1000,
  })
}
/** The lines, and each site as it asks the other. */
async function connect(): Promise<void> {
  lines = [await listen(mmu, 0), await listen(batam, 0)]
  peers = {
    mmu: new PeerClient(mmu, { url: lines[1]!.url }),
    batam: new PeerClient(batam, { url: lines[0]!.url }),
  }
}
/** Something is done to the folder of MMU while it stands still. */
async function whileShut(work: () => void): Promise<void> {
  for (const line of lines) await line.close()
  await mmu.close()
  work()
  mmu = await open('mmu', 41)
  await connect()
}
beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'rekam-peer-'))
  now = new Date('2026-11-23T00:00:00Z')
  mmu = await open('mmu', 41)
  batam = await open('batam', 42)
  await connect()
})
afterEach(async () => {
  for (const line of lines) await line.close()
  await mmu.close()
  await batam.close()
  rmSync(dir, { recursive: true })
})

const send = async (packet: Sealed, to: Site) => {
  sender.url = lines[to === mmu ? 0 : 1]!.url
  await sender.announce([packet])
  return sender.send(packet)
}
const both = async () => [await replicate(mmu, peers.mmu), await replicate(batam, peers.batam)] as const
const status = async (site: Site, { id }: Sealed) => (await recordOf(site.registry.read, id))?.status
const later = () => {
  now = new Date(now.getTime() + 60_000)
}

describe('two sites', () => {
  it('hold what the other took, decide once, and tell the same', async () => {
    const packet = sender.sealPerson({ n: 1 })
    await send(packet, batam)
    later()
    expect([await batam.work(), await status(batam, packet)]).toEqual([0, 'RECEIVED_AT_CENTRAL'])
    expect(await replicate(mmu, peers.mmu)).toEqual({
      reports: 1,
      packets: 1,
      papers: 0,
      back: 0,
      refused: [],
      twice: [],
    })
    later()
    expect(await mmu.work()).toBe(1)
    expect(await replicate(batam, peers.batam)).toMatchObject({ packets: 0, refused: [] })
    expect([await status(mmu, packet), await status(batam, packet)]).toEqual([
      'PRINT_READY_RECORD',
      'PRINT_READY_RECORD',
    ])
    const told = async (site: Site) =>
      (await historyOf(site.registry.read, packet.id))
        .map(({ site: by, verdict }) => `${by} ${verdict}`)
        .toSorted()
    expect(await told(mmu)).toEqual(await told(batam))
    // A repeat changes nothing, and a station that asks the other site hears that it is received.
    expect(await both()).toMatchObject([
      { reports: 0, packets: 0 },
      { reports: 0, packets: 0 },
    ])
    sender.url = lines[0]!.url
    expect(await sender.announce([packet])).toMatchObject([{ verdict: 'received' }])
  })

  it('a site that was restored from an older store gives a number twice: the other keeps both, and says so', async () => {
    const [before, after] = [sender.sealPerson({ n: 1 }), sender.sealPerson({ n: 2 })]
    await send(before, mmu)
    await replicate(batam, peers.batam)
    await mmu.registry.transaction(async (tx) => {
      // As it was before the first packet.
      for (const table of ['entry', 'record', 'report']) await tx.run(`DELETE FROM ${table}`)
    })
    later()
    await send(after, mmu)
    expect(await replicate(batam, peers.batam)).toMatchObject({ packets: 1, refused: [], twice: [after.id] })
    const told = async (id: string) =>
      (await historyOf(batam.registry.read, id)).map(({ serial, bytes }) => [
        Math.sign(serial),
        readReceipt(utf8(bytes)).serial,
      ])
    expect([await told(before.id), await told(after.id)]).toEqual([[[1, 1]], [[-1, 1]]])
    expect(await status(batam, after)).toBe('RECEIVED_AT_CENTRAL')
    expect(await replicate(batam, peers.batam)).toMatchObject({ reports: 0, twice: [] })
  })

  it('a site that was restored from an older store hears its own decisions back, whatever it decided meanwhile', async () => {
    const cases = [1, 2, 3, 4].map((n) => sender.sealPerson({ n, nik: 1 }))
    for (const packet of cases) {
      await send(packet, mmu)
      later()
      await mmu.work()
    }
    const decide = async ({ id }: Sealed, to: string) => {
      now = new Date(now.getTime() + 1)
      await decideCase(mmu, { packet: id, to, reason: 'Berkas dibandingkan', person: 'Contoh Petugas' })
    }
    const [, kept, lost, next] = cases as [Sealed, Sealed, Sealed, Sealed]
    await decide(kept, 'PRINT_READY_RECORD')
    await both()
    await both()
    const [folder, backup] = [join(dir, 'mmu'), join(dir, 'backup')]
    await whileShut(() => cpSync(folder, backup, { recursive: true }))
    await decide(lost, 'PRINT_READY_RECORD')
    await both()
    await whileShut(() => {
      rmSync(folder, { recursive: true })
      cpSync(backup, folder, { recursive: true })
    })
    expect(await status(mmu, lost)).toBe('ADJUDICATE_RECORD')
    await decide(next, 'DUPLICATE_RECORD')
    await both()
    for (const site of [mmu, batam]) {
      const decisions = await newestDecisions(site.registry.read, 9)
      expect(decisions.map(({ packet, site: at }) => [packet, at])).toEqual(
        [next, lost, kept].map(({ id }) => [id, 'mmu']),
      )
      expect(await status(site, lost)).toBe('PRINT_READY_RECORD')
      expect((await waitingCases(site.registry.read, 9)).total).toBe(0)
    }
    // Heard back once, and not for ever.
    await both()
    const cursor = JSON.parse((await setting(mmu.registry.read, PEER_CURSOR))!)
    expect((await peers.mmu.changes(cursor)).decisions).toBeUndefined()
  })

  it('a site that was restored hears what was decided of a case before it looks at it again', async () => {
    const cases = [sender.sealPerson({ n: 1 }), sender.sealPerson({ n: 2, nik: 1 })]
    for (const packet of cases) {
      await send(packet, mmu)
      later()
    }
    await both()
    const [folder, backup] = [join(dir, 'mmu'), join(dir, 'backup')]
    await whileShut(() => cpSync(folder, backup, { recursive: true }))
    later()
    await mmu.work()
    const { id } = cases[1]!
    const said = {
      packet: id,
      to: 'PRINT_READY_RECORD',
      reason: 'Berkas dibandingkan',
      person: 'Contoh Petugas',
    }
    await decideCase(mmu, said)
    await both()
    await whileShut(() => {
      rmSync(folder, { recursive: true })
      cpSync(backup, folder, { recursive: true })
    })
    later()
    expect(await look(mmu, peers.mmu)).toMatchObject({ heard: { value: { refused: [] } } })
    await both()
    await both()
    const final = 'PRINT_READY_RECORD'
    for (const site of [mmu, batam])
      expect([await status(site, cases[0]!), await status(site, cases[1]!)]).toEqual([final, final])
    // One that hears nothing decides all the same.
    const alone = sender.sealPerson({ n: 3 })
    await send(alone, mmu)
    later()
    await lines[1]!.close()
    expect(await look(mmu, peers.mmu)).toMatchObject({ heard: { status: 'rejected' }, decided: { value: 1 } })
    lines[1] = await listen(batam, 0)
  })

  it('split, each may give a receipt for one packet; together again it is one case', async () => {
    const packet = sender.sealPerson({ n: 1 })
    mmu.switches.split = true
    batam.switches.split = true
    await send(packet, mmu)
    await send(packet, batam)
    await expect(replicate(mmu, peers.mmu)).rejects.toMatchObject({ code: 'PEER-SILENT' })
    later()
    await mmu.work()
    mmu.switches.split = false
    batam.switches.split = false
    expect(await both()).toMatchObject([
      { packets: 0, refused: [] },
      { packets: 0, refused: [] },
    ])
    later()
    await mmu.work()
    await both()
    expect([await status(mmu, packet), await status(batam, packet)]).toEqual([
      'PRINT_READY_RECORD',
      'PRINT_READY_RECORD',
    ])
    for (const site of [mmu, batam]) expect((await site.registry.counts()).received).toBe(1)
  })

  it('the same person sent once to each under a split: one is unique, the other found when they meet', async () => {
    const [first, again] = [sender.sealPerson({ n: 1 }), sender.sealPerson({ n: 1 })]
    await send(first, mmu)
    await send(again, batam)
    await both()
    for (let n = 0; n < 2; n++) {
      later()
      await mmu.work()
      await both()
    }
    const found = [await status(mmu, first), await status(mmu, again)]
    expect(new Set(found)).toEqual(new Set(['DUPLICATE_RECORD', 'PRINT_READY_RECORD']))
    expect([await status(batam, first), await status(batam, again)]).toEqual(found)
  })

  it('two final records of one person: held back at both, decided at one, with reason and name at the other', async () => {
    const decide = (site: Site, packet: string, to: string) =>
      decideCase(site, { packet, to, reason: 'Berkas dibandingkan', person: 'Contoh Petugas' })
    const conflict = async (site: Site, { id }: Sealed) => (await recordOf(site.registry.read, id))?.conflict
    const [first, again] = [sender.sealPerson({ n: 1 }), sender.sealPerson({ n: 1 })]
    await send(first, mmu)
    await send(again, batam)
    // Declared dead, the other decides alone: both are unique.
    await batam.takeOver()
    later()
    await mmu.work()
    later()
    await batam.work()
    await both()
    await both()
    later()
    for (const site of [mmu, batam]) await site.work()
    expect([await status(batam, first), await status(batam, again)]).toEqual([
      'PRINT_READY_RECORD',
      'PRINT_READY_RECORD',
    ])
    for (const site of [mmu, batam]) {
      expect([await conflict(site, first), await conflict(site, again)]).toEqual([null, first.id])
      expect((await waitingCases(site.registry.read, 9)).cases).toMatchObject([
        {
          conflict: true,
          record: { packet: again.id },
          others: [{ packet: first.id, record: { packet: first.id } }],
        },
      ])
    }
    await expect(decide(mmu, again.id, 'PRINT_READY_RECORD')).rejects.toMatchObject({
      code: 'DECIDE-ELSEWHERE',
      params: { site: 'batam' },
    })
    await decide(batam, again.id, 'DUPLICATE_RECORD')
    await both()
    expect([await conflict(mmu, again), await conflict(batam, again)]).toEqual([first.id, first.id])
    for (const site of [mmu, batam]) expect((await waitingCases(site.registry.read, 9)).total).toBe(0)
    now = new Date(now.getTime() + 1)
    expect(await decide(batam, again.id, 'PRINT_READY_RECORD')).toMatchObject({ repeated: false })
    await both()
    await both()
    expect(await newestDecisions(mmu.registry.read, 9)).toEqual(await newestDecisions(batam.registry.read, 9))
    // Looked at again by either, the two stay apart.
    later()
    for (const site of [mmu, batam]) {
      await site.registry.transaction((tx) => setDue(tx, again.id, now.toISOString()))
      await site.work()
      expect(await conflict(site, again)).toBeNull()
    }
    expect(await decide(batam, again.id, 'PRINT_READY_RECORD')).toMatchObject({ repeated: true })
  })

  it('hand a print right over the line when a station asks the other one', async () => {
    const packet = sender.sealPerson({ n: 1 })
    await send(packet, mmu)
    later()
    await mmu.work()
    await replicate(batam, peers.batam)
    batam.printPeer = peers.batam
    const order = { order: packet.id, packet: packet.id, fence: 0, want: 'grant' } as const
    const answer = await new PrintOffice(batam, peers.batam).order(sender.station, order)
    expect(answer.verdict).toBe('granted')
    // Whoever gave it away prints no second card.
    const other = { ...order, order: sender.sealPerson({ n: 2 }).id }
    expect((await new PrintOffice(mmu).order(sender.station, other)).verdict).toBe('refused')
  })

  it('tell nobody else: not a stranger, not a station, not somebody’s garbage', async () => {
    const stranger = await open('mmu', 43)
    const asked = new PeerClient(stranger, { url: lines[0]!.url })
    await expect(asked.changes({ after: 0, papers: 0 })).rejects.toMatchObject({
      code: 'PEER-REFUSED',
      params: { status: 401 },
    })
    await stranger.close()
    for (const body of ['', '{}', '['.repeat(5000)]) {
      const response = await fetch(`${lines[0]!.url}${REPLICATE_PATHS.changes}`, { method: 'POST', body })
      expect(response.status).toBe(body === '' ? 413 : 400)
    }
  })
})
