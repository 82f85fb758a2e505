import { many } from '../../contract/plural.ts'
import { resolve } from 'node:path'
import { tellOf } from '../../contract/next-step.ts'
import { STATUS, statusWord } from '../../contract/status.ts'
import type { Where } from '../../contract/visit.ts'
import { listRecordings } from '../enrolment/index.ts'
import { saveSlip, settleVisits, visitsOf, whereIsCard } from '../printing/index.ts'
import { refuse } from '../refuse.ts'
import { readQr } from '../suket/index.ts'
import { sourceBytes } from './source-bytes.ts'
import { typed } from './permissions.ts'
import { type Common, type Language, languageOf, print, sayer, sayIn, type Terminal } from './terminal.ts'
import { type StationOptions, withStation } from './with-station.ts'

/** Where a card is, and what is said to who asks for it. */
export function whereLines(found: Where, language: Language): string[] {
  const say = sayIn(language)
  const tell = say('Katakan', 'Say')
  switch (found.found) {
    case 'recording':
      return [
        `${found.recording}  ${found.nik}  ${found.name}`,
        `${say('Keadaan', 'Status')}: ${statusWord(found.status, language)} ${say('sejak', 'since')} ${found.since}`,
        `${tell}: ${tellOf(found.status, found.step)[language]}`,
        ...(found.takenBy === null ? [] : [`${say('Diserahkan kepada', 'Handed to')}: ${found.takenBy}`]),
        ...(found.suket === null ? [] : [`${say('Suket berlaku', 'Suket that counts')}: ${found.suket}`]),
        `${say('Kunjungan tanpa pergerakan', 'Visits without movement')}: ${found.unmoved}`,
      ]
    case 'draft':
      return [`${say('Perekaman belum selesai', 'Recording not finished')}: ${found.draft}`]
    case 'elsewhere':
      return [
        say(
          `Direkam di stasiun ${found.station}, nomor urut ${found.seq}; rekamannya tidak ada di komputer ini.`,
          `Recorded at station ${found.station}, number ${found.seq}; the recording is not on this computer.`,
        ),
        found.proven
          ? say('Buktinya asli.', 'The proof is genuine.')
          : say(
              'Keaslian buktinya tidak dapat dipastikan di sini.',
              'Whether the proof is genuine cannot be told here.',
            ),
      ]
    default:
      found.found satisfies 'nobody'
      return [`${tell}: ${STATUS.UNREGISTERED.tell[language]}`]
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
    ...whereLines(found, languageOf(options)),
    ...(slip ? [`${sayer(options)('Lembar', 'Slip')}: ${slip.path}`] : []),
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
  const language = languageOf(options)
  const say = sayIn(language)
  print(terminal, options, { stuck: rows }, [
    ...rows.map((row) =>
      [
        row.recording,
        row.nik,
        row.name,
        statusWord(row.status, language),
        say(`${row.visits} kunjungan`, many(row.visits, 'visit')),
      ].join('  '),
    ),
    say(`${rows.length} menunggu penyelia`, `${rows.length} waiting for the supervisor`),
  ])
}
