import { existsSync, mkdirSync, rmSync, unlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { issueCertificate } from '../formats/trust/certificate.ts'
import { keyLine, POST_KEY, ROOT, sampleId, SITE_CERTIFICATE } from '../formats/testing/sample.ts'
import { runDatacenter, runDeclareDead, runIntake } from './cli.ts'
import { runDecide } from './deciding/cli.ts'
import { PrintOffice } from './printing/office.ts'
import { registerArrival } from './intake-arrivals.ts'
import { openSite } from './open-site.ts'
import { arrivalWordsAfter } from './registry/arrival-words.ts'
import { SCHEMA } from './registry/schema.ts'
import { setting } from './registry/settings.ts'
import type { Terminal } from './serve.ts'
import { runReport } from './stations/cli.ts'
import { SqliteSql } from './store/sqlite.ts'
import { bagOf } from './testing/bag.ts'
import { Sender } from './testing/sender.ts'
import { siteFolder } from './testing/site-folder.ts'

let dir: string
let drive: string
let said: { out: string[]; err: string[] }
let stop: () => void

beforeEach(() => {
  dir = siteFolder()
  drive = join(dirname(dir), 'drive')
  mkdirSync(drive)
  said = { out: [], err: [] }
})
afterEach(() => rmSync(dirname(dir), { recursive: true }))

function terminal(): Terminal {
  const stopped = new Promise<void>((resolve) => {
    stop = resolve
  })
  return {
    out: (line) => void said.out.push(line),
    err: (line) => void said.err.push(line),
    stopped: () => stopped,
  }
}

function bag(): Promise<string> {
  const sender = new Sender(1)
  return bagOf(sender, { drive, packets: [sender.seal()], sequence: 1 })
}

describe('datacenter', () => {
  it('says where it listens once it does, and ends when it is told', async () => {
    const running = runDatacenter(['--site', 'mmu', '--dir', dir, '--port', '0'], terminal())
    await expect.poll(() => said.out).toHaveLength(1)
    const url = /^datacenter mmu listening on (http:\/\/127\.0\.0\.1:[1-9]\d+)$/.exec(said.out[0]!)?.[1]
    expect(await (await fetch(`${url}/v1/health`)).json()).toMatchObject({ site: 'mmu' })
    stop()
    expect(await running).toBe(0)
    await expect(fetch(`${url}/v1/health`)).rejects.toThrow()
  })

  it('tells what was handed in before it told any, and notes its end', async () => {
    const site = await openSite(dir, 'mmu')
    await registerArrival(site, { courier: 'Contoh Kurir', medium: 'USB', slip: 'SJ-1' })
    await site.registry.transaction((tx) => tx.run('DELETE FROM arrival_word'))
    await site.close()
    const running = runDatacenter(['--site', 'mmu', '--dir', dir, '--port', '0'], terminal())
    await expect.poll(() => said.out).toHaveLength(1)
    stop()
    await running
    const after = await openSite(dir, 'mmu')
    expect(await arrivalWordsAfter(after.registry.read, 0, 9)).toHaveLength(1)
    // And ends in order, of which the next start asks.
    expect(await setting(after.registry.read, 'closed')).toMatch(/^\d{4}-/)
    await after.close()
  })

  it('refuses as it was told', async () => {
    const running = runDatacenter(
      ['--site', 'mmu', '--dir', dir, '--port', '0', '--refuse', 'uploads'],
      terminal(),
    )
    await expect.poll(() => said.out).toHaveLength(1)
    const url = said.out[0]!.split(' ').at(-1)!
    expect((await fetch(`${url}/v1/announce`, { method: 'POST', body: '{}' })).status).toBe(503)
    stop()
    expect(await running).toBe(0)
  })

  it.each([
    [['--site', 'mmu', '--port', '0']],
    [['--site', 'pusat', '--dir', 'x', '--port', '0']],
    [['--site', 'mmu', '--dir', 'x', '--port', '70000']],
    [['--site', 'mmu', '--dir', 'x', '--port', '']],
    [['--site', 'mmu', '--dir', 'x', '--port', '1', '--refuse', 'some']],
    [['--site', 'mmu', '--dir', 'x', '--port', '1', '--tls']],
    [['serve']],
  ])('explains itself: %j', async (args) => {
    expect(await runDatacenter(args, terminal())).toBe(2)
    expect(said.err[0]).toContain('usage: datacenter --site')
  })

  it("opens no site with another's key, certificate or name", async () => {
    const run = (code: string) => runDatacenter(['--site', code, '--dir', dir, '--port', '0'], terminal())
    expect(await run('batam')).toBe(1)
    const fields = { ...SITE_CERTIFICATE, key: keyLine(POST_KEY) }
    writeFileSync(join(dir, 'site.json'), issueCertificate(ROOT, fields).bytes)
    expect(await run('mmu')).toBe(1)
    unlinkSync(join(dir, 'site.key'))
    expect(await run('mmu')).toBe(1)
    expect(said.err.flatMap((line) => /^[A-Z]+-[A-Z]+(?= |$)/.exec(line) ?? [])).toEqual([
      'SITE-CERTIFICATE',
      'SITE-CERTIFICATE',
      'FILE-MISSING',
    ])
  })
})

describe('intake', () => {
  it('takes a bag and says what came of it, in words and as JSON', async () => {
    const folder = await bag()
    expect(await runIntake(['--bag', folder, '--site', dir], terminal())).toBe(0)
    expect(said.out).toEqual([
      `bag 1 of 5272-01-A (${sampleId(1)}): 1 received, 0 refused`,
      `answer ${join(drive, 'REKAM-MMU-1')}`,
    ])
    const out = join(dirname(dir), 'out')
    mkdirSync(out)
    expect(await runIntake(['--bag', folder, '--site', dir, '--out', out, '--json'], terminal())).toBe(0)
    expect(JSON.parse(said.out.at(-1)!)).toMatchObject({
      received: 1,
      refused: [],
      answer: join(out, 'REKAM-MMU-2'),
    })
  })

  it('registers what was handed in, takes every bag of a folder, and says what is missing', async () => {
    const desk = (...args: string[]) => runIntake([...args, '--site', dir, '--json'], terminal())
    const last = () => JSON.parse(said.out.at(-1)!) as Record<string, unknown>
    expect(await desk('--register', '--courier', 'Contoh Kurir', '--medium', 'USB', '--slip', 'SJ-1')).toBe(0)
    const folder = await bag()
    expect(await desk('--bag', folder, '--arrival', String(last()['arrival']))).toBe(0)
    expect(await desk('--batch', dirname(folder))).toBe(0)
    expect(last()['bags']).toMatchObject([{ folder, taken: { received: 1 } }])
    expect(await desk('--missing')).toBe(0)
    expect(last()).toEqual({ gaps: [] })
    expect(await desk('--reply', '5272')).toBe(0)
    expect(last()['letter']).toContain('dibawa Contoh Kurir (surat jalan SJ-1): 1 paket diterima')
    expect(await desk('--missing', '--bag', folder)).toBe(2)
  })

  it('ends with 1 when the bag is refused, and with 2 when it is misunderstood', async () => {
    const folder = await bag()
    writeFileSync(join(folder, 'fetch.txt'), 'x')
    expect(await runIntake(['--bag', folder, '--site', dir], terminal())).toBe(1)
    expect(said.err[0]).toContain('BAG-FETCH')
    expect(said.out[0]).toMatch(/^answer .*REKAM-MMU-1$/)
    expect(await runIntake(['--bag', folder, '--site', dir, '--json'], terminal())).toBe(1)
    expect(JSON.parse(said.out[1]!)).toMatchObject({ code: 'BAG-FETCH' })
    expect(await runIntake(['--bag', folder], terminal())).toBe(2)
  })
})

describe('a site has one registry', () => {
  const elsewhere = () => new SqliteSql(join(dirname(dir), 'elsewhere.db'), SCHEMA)

  it('on a database: no command opens it without one, and none makes a second registry in its folder', async () => {
    await (await openSite(dir, 'mmu', { sql: elsewhere() })).close()
    const folder = await bag()
    const runs = [
      runIntake(['--bag', folder, '--site', dir], terminal()),
      runIntake(['--register', '--site', dir], terminal()),
      runDeclareDead(['--site', dir, '--dead', 'batam', '--reason', 'Gedung terbakar'], terminal()),
      runReport(['stations', '--site', dir], terminal()),
      runDecide(['--site', dir, '--list'], terminal()),
      runDatacenter(['--site', 'mmu', '--dir', dir, '--port', '0'], terminal()),
    ]
    expect(await Promise.all(runs)).toEqual([1, 1, 1, 1, 1, 1])
    expect(said.err.filter((line) => line.startsWith('SITE-ON-DATABASE'))).toHaveLength(runs.length)
    expect(said.err.filter((line) => line.includes('--database'))).toHaveLength(runs.length)
    expect(said.out).toEqual([])
    expect(existsSync(join(dir, 'registry.db'))).toBe(false)
    // With one it opens again.
    await (await openSite(dir, 'mmu', { sql: elsewhere() })).close()
  })

  it('in its folder: no database is put beside it', async () => {
    await (await openSite(dir, 'mmu')).close()
    const sql = elsewhere()
    await expect(openSite(dir, 'mmu', { sql })).rejects.toMatchObject({ code: 'SITE-ON-FILE' })
    await sql.close()
    await (await openSite(dir, 'mmu')).close()
  })
})

describe('decide', () => {
  const sender = new Sender(1)
  const run = (...args: string[]) => runDecide(['--site', dir, ...args], terminal())
  const decide = (packet: string, to: string, ...more: string[]) =>
    run('--packet', packet, '--to', to, '--reason', 'Berkas dibandingkan', ...more)

  async function doubtful(): Promise<[string, string]> {
    const site = await openSite(dir, 'mmu', { matchAfterMs: 0 })
    await site.learn([sender.certificate])
    const [first, other] = [sender.sealPerson({ n: 1 }), sender.sealPerson({ n: 2, nik: 1 })]
    for (const packet of [first, other]) {
      await site.take(packet.bytes, packet.signature, 1, { ...packet, station: sender.station })
      await site.work()
    }
    await site.close()
    return [first.id, other.id]
  }

  it('lists what waits, decides it once, and says who did', async () => {
    const [first, other] = await doubtful()
    expect(await run('--list')).toBe(0)
    expect(said.out).toEqual([`${other} ADJUDICATE_RECORD like ${first} (nik)`, '1 waiting for a decision'])
    expect(await decide(other, 'PRINT_READY_RECORD', '--by', 'Contoh Petugas')).toBe(0)
    expect(said.out.at(-1)).toBe(`${other}: ADJUDICATE_RECORD -> PRINT_READY_RECORD, Contoh Petugas`)
    expect(await decide(other, 'PRINT_READY_RECORD', '--json')).toBe(0)
    expect(JSON.parse(said.out.at(-1)!)).toMatchObject({
      repeated: true,
      decision: { reason: 'Berkas dibandingkan', person: 'Contoh Petugas' },
    })
    expect(await run('--list', '--json')).toBe(0)
    expect(JSON.parse(said.out.at(-1)!)).toEqual({ cases: [], cards: [], total: 0 })
  })

  it('notes one of two cards as destroyed', async () => {
    const [packet] = await doubtful()
    const cards = [sampleId(8), sampleId(9)]
    const site = await openSite(dir, 'mmu')
    const office = new PrintOffice(site)
    for (const order of cards)
      await office.order(sender.station, { order, packet, fence: 0, want: 'printed' })
    await site.close()
    expect(await run('--list')).toBe(0)
    expect(said.out.at(-2)).toBe(
      `${packet} TWO-CARDS ${cards.map((one) => `${one} (${sender.station})`).join(', ')}`,
    )
    const destroyed = [
      '--packet',
      packet,
      '--destroyed',
      cards[0]!,
      '--reason',
      'Berita acara 3/2026',
      '--by',
      'Contoh Petugas',
    ]
    expect([await run(...destroyed), said.out.at(-1)]).toEqual([0, `${packet}: card ${cards[0]} destroyed`])
    expect([await run(...destroyed, '--json'), said.out.at(-1)]).toEqual([
      1,
      '{"code":"DECIDE-CARD","params":{}}',
    ])
    expect(
      await run(
        '--packet',
        packet,
        '--to',
        'DUPLICATE_RECORD',
        '--destroyed',
        cards[1]!,
        '--reason',
        'Berita acara',
      ),
    ).toBe(2)
  })

  it('ends with 1 and a code where it is refused, and with 2 when it is misunderstood', async () => {
    const [first] = await doubtful()
    expect(await decide(first, 'CARD_ISSUED')).toBe(1)
    expect(said.err[0]).toContain('STATUS-IMPOSSIBLE')
    expect(await decide(first, 'SHREDDED', '--json')).toBe(1)
    expect(JSON.parse(said.out.at(-1)!)).toEqual({ code: 'DECIDE-FORM', params: { field: 'to' } })
    for (const args of [
      [],
      ['--packet', first],
      ['--list', '--packet', first],
      ['--list', '--destroyed', first],
      ['--nobody'],
    ]) {
      expect(await run(...args)).toBe(2)
    }
  })
})
