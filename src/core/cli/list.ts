import { many } from '../../contract/plural.ts'
import type { Recording } from '../../contract/enrolment.ts'
import { type Application, purposeSchema } from '../../contract/application.ts'
import { tellOf } from '../../contract/next-step.ts'
import { actText } from '../../contract/act-words.ts'
import { biodataSourceWords, collectionWords, purposeWords } from '../../contract/application-words.ts'
import { copyLevelWords } from '../../contract/copy-words.ts'
import { centralStatusSchema, statusWord } from '../../contract/status.ts'
import { formatNik } from '../../contract/nik.ts'
import { listRecordings, showRecording } from '../enrolment/index.ts'
import { refuse } from '../refuse.ts'
import { type Common, type Language, languageOf, print, sayIn, type Terminal } from './terminal.ts'
import { type StationOptions, withStation } from './with-station.ts'

/** `rekam list`: recordings, newest first, NIK masked. */
export async function list(
  terminal: Terminal,
  options: Common & StationOptions & { status?: string; purpose?: string; text?: string },
): Promise<void> {
  const status = options.status === undefined ? undefined : centralStatusSchema.safeParse(options.status)
  if (status && !status.success) throw refuse('INPUT-INVALID', { why: `--status ${options.status}` })
  const purpose = options.purpose === undefined ? undefined : purposeSchema.safeParse(options.purpose)
  if (purpose && !purpose.success) throw refuse('INPUT-INVALID', { why: `--purpose ${options.purpose}` })
  const rows = await withStation(
    options,
    'list',
    async (station) => {
      const all = []
      let before: number | undefined
      do {
        const page = listRecordings(station, {
          text: options.text ?? '',
          status: status?.data,
          purpose: purpose?.data,
          before,
          limit: 200,
        })
        all.push(...page.rows)
        before = page.next ?? undefined
      } while (before !== undefined)
      return all
    },
    { reads: { text: options.text, status: status?.data, purpose: purpose?.data } },
  )
  const language = languageOf(options)
  const say = sayIn(language)
  print(terminal, options, { recordings: rows }, [
    ...rows.map((row) =>
      [
        row.id,
        String(row.seq).padStart(6),
        row.nik,
        row.name,
        statusWord(row.status, language),
        say(`${row.copies} salinan`, many(row.copies, 'copy', 'copies')),
        row.suket ?? '-',
        ...(row.outside ? [say('luar domisili', 'outside the domicile')] : []),
        ...(row.mark === null ? [] : [row.mark]),
      ].join('  '),
    ),
    say(`${rows.length} rekaman`, many(rows.length, 'recording')),
  ])
}

/** `rekam show ID`: one recording with custody and history. Reading a person is in the audit. */
export async function show(terminal: Terminal, id: string, options: Common & StationOptions): Promise<void> {
  const recording = await withStation(options, 'show', (station) => showRecording(station, id), {
    reads: { id },
  })
  print(terminal, options, recording, showLines(recording, languageOf(options)))
}

/** One recording: what it is, what is said to its resident, where its copies are, and what happened to it. */
export function showLines(recording: Recording, language: Language): string[] {
  const { biodata, custody, status, attempt } = recording
  const say = sayIn(language)
  return [
    say(
      `${recording.id}  urutan ${recording.seq}, disegel ${recording.sealedAt}`,
      `${recording.id}  number ${recording.seq}, sealed ${recording.sealedAt}`,
    ),
    `${formatNik(biodata.nik)}  ${biodata.nama}`,
    `Status: ${statusWord(status, language)} (${status})${attempt > 1 ? say(`, percobaan ke-${attempt}`, `, attempt ${attempt}`) : ''}`,
    ...(recording.cancelled ? [] : [`${say('Katakan', 'Say')}: ${tellOf(status, recording.step)[language]}`]),
    `${say('Permohonan', 'Application')}: ${applicationLine(recording.application, language)}`,
    `Suket: ${recording.suket ?? '-'}`,
    say('Salinan: komputer ini', 'Copies: this computer') +
      custody.disks.map(({ label, level }) => `, ${label} (${copyLevelWords[level][language]})`).join(''),
    `${say('Tanda terima', 'Receipts')}: ${custody.receipts.map((receipt) => `${receipt.site} (${receipt.grade})`).join(', ') || '-'}`,
    ...recording.history.map((entry) => `  ${entry.at}  ${actText(entry.what, language)}  ${entry.who}`),
  ]
}

function applicationLine(application: Application | null, language: Language): string {
  if (application === null) return '-'
  const purpose = purposeWords[application.purpose][language]
  if (application.purpose !== 'outside') return purpose
  const { home } = application
  const source = biodataSourceWords[application.source][language]
  const place = collectionWords[application.collection][language]
  const say = sayIn(language)
  return say(
    `${purpose}, daerah asal ${home}, biodata: ${source}, kartu diambil ${place}`,
    `${purpose}, home region ${home}, biodata: ${source}, card collected ${place}`,
  )
}
