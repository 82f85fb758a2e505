import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { isReportText } from '../../formats/report/report-text.ts'
import { decodeBundle } from '../../formats/trust/bundle.ts'
import { isFault } from '../../lib/fault.ts'
import { QR_FILE_LIMIT, readQr } from '../../lib/qr/read-qr.ts'
import { readBounded } from '../../lib/read-bounded.ts'
import { openSiteAt } from '../site-at.ts'
import { faultLines, refusalLines } from '../desk/words.ts'
import type { Terminal } from '../serve.ts'
import type { Site } from '../site.ts'
import { type StationBoard, stationBoard } from './board.ts'
import { readReport } from './read.ts'

export const REPORT_USAGE =
  'report read FILE|TEXT ... --site DIR [--database URL] [--certificates CERTS.JSN] [--json] | ' +
  'report stations --site DIR [--database URL] [--json]'

const CERTIFICATES_LIMIT = 4 << 20

async function textsOf(source: string): Promise<string[]> {
  if (isReportText(source) && !existsSync(source)) return [source]
  return readQr(await readBounded(resolve(source), QR_FILE_LIMIT))
}

function linesOf({ stations, total }: StationBoard): string[] {
  return [
    `${total.stations} stasiun, ${total.silent} diam; ${total.waiting} menunggu${total.oldestWaiting === null ? '' : ` sejak ${total.oldestWaiting}`}; ${total.onceOnly} hanya di satu perangkat`,
    ...stations.map(({ station, report, silentDays, silent, overdueDisks, clockAhead }) =>
      report
        ? `${silent ? '!' : ' '} ${station}: ${silentDays === 0 ? 'hari ini' : `${silentDays} hari lalu`}, ${report.today.recorded} direkam, ${report.waiting} menunggu, ${report.onceOnly} hanya di satu perangkat, salinan ${report.copies.join('/')}, ${report.diskCount} disk${overdueDisks > 0 ? ` (${overdueDisks} lewat waktunya)` : ''}${report.open.bags === undefined ? '' : `, ${report.open.bags} ekspor lewat batas waktu`}${clockAhead ? ', jamnya maju' : ''}`
        : `! ${station}: belum pernah melapor`,
    ),
  ]
}

interface Asked {
  readonly act: 'read' | 'stations'
  readonly sources: readonly string[]
  readonly dir: string
  readonly database: string | undefined
  readonly certificates: string | undefined
  readonly json: boolean
}

function askedOf(args: readonly string[]): Asked | undefined {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        site: { type: 'string' },
        database: { type: 'string' },
        certificates: { type: 'string' },
        json: { type: 'boolean', default: false },
      },
    })
    const [act, ...sources] = positionals
    const { site: dir, database, certificates, json } = values
    if (dir === undefined || (act !== 'read' && act !== 'stations')) return undefined
    if ((act === 'read') !== sources.length > 0) return undefined
    return { act, sources, dir, database, certificates, json }
  } catch (error) {
    if (error instanceof TypeError) return undefined
    throw error
  }
}

async function readAll(
  site: Site,
  { sources, certificates, json }: Asked,
  terminal: Terminal,
): Promise<number> {
  if (certificates !== undefined)
    await site.learn(decodeBundle(await readBounded(resolve(certificates), CERTIFICATES_LIMIT)))
  let refused = 0
  for (const source of sources) {
    try {
      const { report, known } = await readReport(site, await textsOf(source))
      terminal.out(
        json
          ? JSON.stringify({ source, known, report })
          : `${report.station}: ${report.day}, ${report.today.recorded} direkam, ${report.waiting} menunggu${known ? ' (sudah ada)' : ''}`,
      )
    } catch (error) {
      if (!isFault(error)) throw error
      refused++
      const { what, safe, todo } = refusalLines(error)
      if (json) terminal.out(JSON.stringify({ source, code: error.code, params: error.params }))
      else for (const line of [`${source}: ${what} (${error.code})`, safe, todo]) terminal.err(line)
    }
  }
  return refused === 0 ? 0 : 1
}

/** `rekam report read`, `rekam report stations`: exit code 0, 1 where a report was refused, 2 for wrong arguments. */
export async function runReport(args: readonly string[], terminal: Terminal): Promise<number> {
  const asked = askedOf(args)
  if (!asked) {
    terminal.err(`usage: ${REPORT_USAGE}`)
    return 2
  }
  try {
    const site = await openSiteAt(asked.dir, asked.database)
    try {
      if (asked.act === 'read') return await readAll(site, asked, terminal)
      const board = await stationBoard(site)
      for (const line of asked.json ? [JSON.stringify(board)] : linesOf(board)) terminal.out(line)
      return 0
    } finally {
      await site.close()
    }
  } catch (error) {
    if (!isFault(error)) throw error
    for (const line of faultLines(error)) terminal.err(line)
    return 1
  }
}
