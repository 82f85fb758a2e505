import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import QRCode from 'qrcode'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Report } from '../../formats/report/report.ts'
import { signReportText } from '../../formats/report/report-text.ts'
import { REPORT } from '../../formats/testing/report-sample.ts'
import {
  keyLine,
  ROOT,
  sampleId,
  sampleKey,
  STATION_CERTIFICATE,
  STATION_KEY,
  STRANGER,
} from '../../formats/testing/sample.ts'
import { REVOCATION } from '../../formats/testing/samples.ts'
import { encodeBundle } from '../../formats/trust/bundle.ts'
import { issueCertificate } from '../../formats/trust/certificate.ts'
import { issueRevocation } from '../../formats/trust/revocation.ts'
import { listenDesk } from '../desk/desk.ts'
import { openSite } from '../open-site.ts'
import type { Listening } from '../server.ts'
import type { Site } from '../site.ts'
import { siteFolder } from '../testing/site-folder.ts'
import { stationBoard } from './board.ts'
import { runReport } from './cli.ts'
import { readReport } from './read.ts'

let dir: string
let site: Site
let desk: Listening | undefined
const CERTIFICATE = issueCertificate(ROOT, STATION_CERTIFICATE)
beforeEach(async () => {
  dir = siteFolder()
  site = await openSite(dir, 'mmu')
})
afterEach(async () => {
  await desk?.close()
  desk = undefined
  await site.close()
  rmSync(dirname(dir), { recursive: true })
})

const text = (over: Partial<Report> = {}, key = STATION_KEY) => signReportText({ ...REPORT, ...over }, key)
const code = (expected: string) => expect.objectContaining({ code: expected })
const read = (spelt: string) => readReport(site, [spelt])

describe('reports of stations', () => {
  it('are taken from known stations alone, the newest stays, and the same again changes nothing', async () => {
    await expect(read(text())).rejects.toThrow(code('REPORT-FOREIGN'))
    await site.learn([CERTIFICATE])
    expect(await read(text())).toMatchObject({ known: false, report: { recordings: 12_345 } })
    expect(await read(text())).toMatchObject({ known: true })
    await expect(read(text({ seq: REPORT.seq - 1, waiting: 0 }))).rejects.toThrow(
      expect.objectContaining({ code: 'REPORT-OLDER', params: { station: REPORT.station, at: REPORT.at } }),
    )
    expect(await read(text({ seq: REPORT.seq + 1, waiting: 5 }))).toMatchObject({ known: false })
    const { stations, total } = await stationBoard(site)
    expect(stations).toHaveLength(1)
    expect(total).toMatchObject({ stations: 1, waiting: 5 })
  })

  it('of a restored station are newer whatever its numbers say; two with one number are a clone’s', async () => {
    const key = sampleKey(40)
    const epoch = sampleId(140)
    await site.learn([
      CERTIFICATE,
      issueCertificate(ROOT, {
        ...STATION_CERTIFICATE,
        serial: 30,
        key: keyLine(key),
        subject: { kind: 'station', station: REPORT.station, epoch },
      }),
    ])
    await read(text())
    await read(text({ epoch, position: 2, seq: 3 }, key))
    await expect(read(text({ seq: REPORT.seq + 900 }))).rejects.toThrow(code('REPORT-OLDER'))
    await expect(read(text({ epoch, position: 2, seq: 3, waiting: 1 }, key))).rejects.toThrow(
      code('REPORT-FORGED'),
    )
  })

  it('that are forged, another station’s, a stranger’s, revoked, cut or something else are refused by code', async () => {
    await site.learn([CERTIFICATE])
    await expect(read(text({ station: '5272-02-A' }))).rejects.toThrow(code('REPORT-FORGED'))
    await expect(read(text({}, STRANGER))).rejects.toThrow(code('REPORT-FOREIGN'))
    await expect(read(text().slice(0, 200))).rejects.toThrow(code('REPORT-NONE'))
    await expect(read('https://example.invalid/')).rejects.toThrow(code('REPORT-NONE'))
    await expect(read(`REKAMR9${text().slice(7)}`)).rejects.toThrow(code('REPORT-NEWER'))
    await site.learn([issueRevocation(ROOT, REVOCATION)])
    await expect(read(text())).rejects.toThrow(code('REPORT-REVOKED'))
    expect((await stationBoard(site)).stations.every(({ report }) => report === null)).toBe(true)
  })

  it('put the silent on top: never heard, then the longest silent; a clock that is ahead does not make anyone heard', async () => {
    const day = (ago: number) => new Date(site.now().getTime() - ago * 86_400_000).toISOString()
    const stations = [
      ['5272-01-A', STATION_KEY, 5],
      ['5272-01-B', sampleKey(41), 0],
      ['5272-01-C', sampleKey(42), -300],
      ['5272-01-D', sampleKey(43), null],
    ] as const
    for (const [n, [station, key, ago]] of stations.entries()) {
      const epoch = n === 0 ? REPORT.epoch : sampleId(150 + n)
      await site.learn([
        n === 0
          ? CERTIFICATE
          : issueCertificate(ROOT, {
              ...STATION_CERTIFICATE,
              serial: 40 + n,
              key: keyLine(key),
              subject: { kind: 'station', station, epoch },
            }),
      ])
      if (ago !== null) await read(text({ station, epoch, at: day(ago), day: day(ago).slice(0, 10) }, key))
    }
    const board = await stationBoard(site)
    expect(board.stations.map(({ station, silent, clockAhead }) => [station, silent, clockAhead])).toEqual([
      ['5272-01-D', true, false],
      ['5272-01-A', true, false],
      ['5272-01-B', false, false],
      ['5272-01-C', false, true],
    ])
    expect(board.total).toMatchObject({
      stations: 4,
      silent: 2,
      waiting: 3 * 214,
      oldestWaiting: '2026-08-17',
    })
  })
})

describe('the desk’s page', () => {
  const get = async (path = '/stasiun') => (await fetch(`${desk!.url}${path}`)).text()
  async function post(fields: Record<string, string | Blob>, token?: string) {
    const form = new FormData()
    form.set('token', token ?? /name="token" value="([^"]+)"/.exec(await get())![1]!)
    for (const [name, value] of Object.entries(fields)) form.set(name, value)
    const response = await fetch(`${desk!.url}/stasiun`, { method: 'POST', body: form })
    return { status: response.status, text: await response.text() }
  }

  it('reads a photograph, a carried file and a pasted text, and says what is wrong in three lines', async () => {
    await site.learn([CERTIFICATE])
    desk = await listenDesk(site, 0)
    expect(await get()).toContain('belum pernah')
    const png = await QRCode.toBuffer([{ data: text(), mode: 'alphanumeric' }], { scale: 4 })
    const photo = await post({ file: new Blob([new Uint8Array(png)]) })
    expect(photo.text).toContain('Stasiun 5272-01-A, 23-11-2026: laporan dibaca.')
    expect(photo.text).toContain('lewat waktunya')
    expect((await post({ file: new Blob([`${text({ seq: 4712 })}\n`]) })).text).toContain('laporan dibaca')
    expect((await post({ text: text({ seq: 4712 }) })).text).toContain('laporan ini sudah ada')
    const older = await post({ text: text() })
    expect(older.status).toBe(400)
    expect(older.text).toContain('REPORT-OLDER')
    expect((await post({})).text).toContain('REPORT-NONE')
    expect((await post({ file: new Blob([new Uint8Array(png.subarray(0, 20))]) })).text).toContain(
      'QR-UNREADABLE',
    )
    expect((await post({ text: text() }, 'forged')).status).toBe(403)
  })
})

describe('the terminal', () => {
  it('reads photographs and texts with the certificates that came along, and lists the stations', async () => {
    const folder = join(dirname(dir), 'carried')
    mkdirSync(folder)
    writeFileSync(
      join(folder, 'foto.png'),
      await QRCode.toBuffer([{ data: text(), mode: 'alphanumeric' }], { scale: 4 }),
    )
    writeFileSync(join(folder, 'CERTS.JSN'), encodeBundle([CERTIFICATE]))
    const run = async (...args: string[]) => {
      const said: string[] = []
      const terminal = {
        out: (line: string) => void said.push(line),
        err: (line: string) => void said.push(line),
        stopped: async () => {},
      }
      return { code: await runReport([...args, '--site', dir], terminal), said: said.join('\n') }
    }
    expect(await run('read', join(folder, 'foto.png'))).toMatchObject({
      code: 1,
      said: expect.stringContaining('REPORT-FOREIGN'),
    })
    expect(
      await run('read', join(folder, 'foto.png'), '--certificates', join(folder, 'CERTS.JSN')),
    ).toMatchObject({ code: 0 })
    expect(await run('read', text({ seq: 9000, waiting: 7 }))).toMatchObject({ code: 0 })
    expect((await run('stations')).said).toContain('5272-01-A')
    expect(JSON.parse((await run('stations', '--json')).said)).toMatchObject({ total: { waiting: 7 } })
    expect(await run('read')).toMatchObject({ code: 2 })
  })
})
