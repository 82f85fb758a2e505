import { resolve } from 'node:path'
import { tellOf } from '../../contract/next-step.ts'
import { STATUS } from '../../contract/status.ts'
import type { Where } from '../../contract/visit.ts'
import { listRecordings } from '../enrolment/index.ts'
import { saveSlip, settleVisits, visitsOf, whereIsCard } from '../printing/index.ts'
import { refuse } from '../refuse.ts'
import { readQr } from '../suket/index.ts'
import { sourceBytes } from './source-bytes.ts'
import { typed } from './permissions.ts'
import { type Common, print, type Terminal } from './terminal.ts'
import { type StationOptions, withStation } from './with-station.ts'

function linesOf(found: Where): string[] {
  switch (found.found) {
    case 'recording':
      return [
        `${found.recording}  ${found.nik}  ${found.name}`,
        `Keadaan: ${STATUS[found.status].word} sejak ${found.since}`,
        `Katakan: ${tellOf(found.status, found.step).id}`,
        ...(found.takenBy === null ? [] : [`Diserahkan kepada: ${found.takenBy}`]),
        ...(found.suket === null ? [] : [`Suket berlaku: ${found.suket}`]),
        `Kunjungan tanpa pergerakan: ${found.unmoved}`,
      ]
    case 'draft':
      return [`Perekaman belum selesai: ${found.draft}`]
    case 'elsewhere':
      return [
        `Direkam di stasiun ${found.station}, nomor urut ${found.seq}; rekamannya tidak ada di komputer ini.`,
        found.proven ? 'Buktinya asli.' : 'Keaslian buktinya tidak dapat dipastikan di sini.',
      ]
    default:
      found.found satisfies 'nobody'
      return [`Katakan: ${STATUS.UNREGISTERED.tell.id}`]
  }
}

/** `rekam where WHAT (--slip FILE.pdf)`: 'where is my card?', by a photograph or the QR of a proof or Suket, a NIK or a number. The visit is kept. */
export async function where(
  terminal: Terminal,
  what: string,
  options: Common & StationOptions & { slip?: string },
): Promise<void> {
  const texts = await readQr(await sourceBytes(terminal, what))
  const { found, slip } = await withStation(
    options,
    typed('where', { 'where --slip': options.slip }),
    async (station) => {
      const answer = await whereIsCard(station, texts.slice(0, 8))
      if (options.slip === undefined) return { found: answer, slip: null }
      if (answer.found !== 'recording') throw refuse('NOT-FOUND', { what: 'Rekaman' })
      return { found: answer, slip: await saveSlip(station, answer.recording, resolve(options.slip)) }
    },
  )
  print(terminal, options, { ...found, slip: slip?.path ?? null }, [
    ...linesOf(found),
    ...(slip ? [`Lembar: ${slip.path}`] : []),
  ])
}

/** `rekam visits`: whose card was asked for twice while nothing moved, for the penyelia; `--settle ID --note WORDS` takes one off. */
export async function visits(
  terminal: Terminal,
  options: Common & StationOptions & { settle?: string; note?: string },
): Promise<void> {
  const { settle, note } = options
  if (settle !== undefined && (note ?? '').trim().length < 3) throw refuse('INPUT-INVALID', { why: '--note' })
  const rows = await withStation(
    options,
    typed('visits', { 'visits --settle': settle }),
    async (station) => {
      if (settle !== undefined) await settleVisits(station, settle, note!.trim())
      return listRecordings(station, { text: '', show: 'stuck', limit: 200 }).rows.map((row) => ({
        recording: row.id,
        nik: row.nik,
        name: row.name,
        status: row.status,
        visits: visitsOf(station.read, row.id).unmoved,
      }))
    },
    { reads: { show: 'stuck' } },
  )
  print(terminal, options, { stuck: rows }, [
    ...rows.map((row) =>
      [row.recording, row.nik, row.name, STATUS[row.status].word, `${row.visits} kunjungan`].join('  '),
    ),
    `${rows.length} menunggu penyelia`,
  ])
}
