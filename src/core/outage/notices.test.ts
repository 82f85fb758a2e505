import { mkdirSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { call } from '@orpc/server'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { answerStream } from '../open-core-streams.ts'
import { openTestStation, type TestStation } from '../testing/index.ts'
import { outageHandlers } from './handlers.ts'

let open: TestStation
let folder: string
beforeEach(async () => {
  open = await openTestStation()
  folder = open.temp('letters')
})
afterEach(() => open.close())

const file = (name: string, bytes: string | Uint8Array) => {
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, name), bytes)
  return join(folder, name)
}
const take = (path: string) => call(outageHandlers.importNotice, { path }, { context: open.context })
const shown = () => call(outageHandlers.show, {}, { context: open.context })

describe('the log of outages', () => {
  const log = async (...lines: [at: string, state: string][]) =>
    open.station.write.transaction((tx) => {
      for (const [at, state] of lines)
        tx.run('INSERT INTO site_log (site, at, state, notice) VALUES (?, ?, ?, NULL)', ['mmu', at, state])
    })
  const spells = async () => (await shown()).spells.map(({ state, from, to }) => [state, from, to])
  const [ONE, TWO, THREE] = ['2026-01-01', '2026-01-03', '2026-01-05'].map(
    (day) => `${day}T00:00:00.000Z`,
  ) as [string, string, string]
  const AHEAD = '2031-01-01T00:00:00.000Z'

  it('an outage that began while the clock ran ahead ends when its site took packets again', async () => {
    await log([ONE, 'open'], [AHEAD, 'refusing'], [THREE, 'open'])
    expect(await spells()).toEqual([['refusing', ONE, THREE]])
  })

  it('one that ended while the clock ran ahead is over, and what goes on began on no day to come', async () => {
    await log([ONE, 'refusing'], [TWO, 'unreachable'], [AHEAD, 'open'])
    expect(await spells()).toEqual([
      ['unreachable', TWO, TWO],
      ['refusing', ONE, TWO],
    ])
    await log([AHEAD, 'refusing'])
    expect((await spells())[0]).toEqual(['refusing', TWO, null])
  })
})

describe('notices', () => {
  it('of plain text are kept with their first line as title, once', async () => {
    const path = file('surat.txt', '\uFEFFPemberitahuan gangguan\r\nPusat data tutup sampai Mei.\n')
    expect(await take(path)).toMatchObject({ known: false })
    expect(await take(path)).toMatchObject({ known: true })
    expect((await shown()).notices).toMatchObject([
      {
        title: 'Pemberitahuan gangguan',
        kind: 'text',
        origin: 'surat.txt',
        text: expect.stringMatching(/Mei\.$/) as string,
      },
    ])
  })

  it('of PDF are shown from the station’s own address, byte for byte', async () => {
    const bytes = Buffer.from('%PDF-1.7\n%âãÏÓ\n')
    const { notice } = await take(file('471.13-3256.pdf', bytes))
    expect(notice).toMatchObject({ title: '471.13-3256.pdf', kind: 'pdf', text: null })
    const answer = await answerStream(open.context.desk, notice.url!.replace('app://station/', ''))
    expect(answer.status).toBe(200)
    expect(Buffer.from(answer.body as Uint8Array).equals(bytes)).toBe(true)
    const foreign = await answerStream(open.context.desk, `outage/${'0'.repeat(26)}.pdf`)
    expect(foreign.status).toBe(404)
  })

  it('that are neither are refused, and so is what is too large; nothing is kept', async () => {
    for (const bytes of ['', '  \n', 'MZ\u0000\u0001', new Uint8Array([0xff, 0xfe, 0x41])]) {
      await expect(take(file('x', bytes))).rejects.toMatchObject({ code: 'NOTICE-UNREADABLE' })
    }
    const large = file('large.pdf', '%PDF-')
    truncateSync(large, 5_000_001)
    await expect(take(large)).rejects.toMatchObject({ code: 'NOTICE-TOO-LARGE' })
    await expect(take(join(folder, 'none'))).rejects.toMatchObject({ code: 'FILE-MISSING' })
    expect((await shown()).notices).toEqual([])
  })
})

it('the log tells each site’s stretches with their length, also of the one that goes on', async () => {
  await open.station.write.transaction((tx) => {
    for (const [site, at, state, notice] of [
      ['mmu', '2026-11-01T00:00:00.000Z', 'refusing', 'Pusat data tutup'],
      ['mmu', '2026-11-02T00:00:00.000Z', 'open', null],
      ['batam', '2026-11-03T00:00:00.000Z', 'unreachable', 'UPLOAD-TLS'],
    ] as const)
      tx.run('INSERT INTO site_log (site, at, state, notice) VALUES (?, ?, ?, ?)', [site, at, state, notice])
  })
  open.ports.clock.set('2026-11-03T01:00:00Z')
  expect((await shown()).spells).toMatchObject([
    { site: 'batam', state: 'unreachable', to: null, seconds: 3600, notice: null },
    { site: 'mmu', state: 'refusing', seconds: 86_400, notice: 'Pusat data tutup' },
  ])
})
