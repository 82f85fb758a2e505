import { type Application, purposeSchema } from '../../contract/application.ts'
import { tellOf } from '../../contract/next-step.ts'
import { copyLevelWords } from '../../contract/copy-words.ts'
import { centralStatusSchema, STATUS } from '../../contract/status.ts'
import { formatNik } from '../../contract/nik.ts'
import { listRecordings, showRecording } from '../enrolment/index.ts'
import { refuse } from '../refuse.ts'
import { type Common, print, type Terminal } from './terminal.ts'
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
  print(terminal, options, { recordings: rows }, [
    ...rows.map((row) =>
      [
        row.id,
        String(row.seq).padStart(6),
        row.nik,
        row.name,
        STATUS[row.status].word,
        `${row.copies} salinan`,
        row.suket ?? '-',
        ...(row.outside ? ['luar domisili'] : []),
        ...(row.mark === null ? [] : [row.mark]),
      ].join('  '),
    ),
    `${rows.length} rekaman`,
  ])
}

/** `rekam show ID`: one recording with custody and history. Reading a person is in the audit. */
export async function show(terminal: Terminal, id: string, options: Common & StationOptions): Promise<void> {
  const recording = await withStation(options, 'show', (station) => showRecording(station, id), {
    reads: { id },
  })
  const { biodata, custody } = recording
  print(terminal, options, recording, [
    `${recording.id}  urutan ${recording.seq}, disegel ${recording.sealedAt}`,
    `${formatNik(biodata.nik)}  ${biodata.nama}`,
    `Status: ${STATUS[recording.status].word} (${recording.status})${recording.attempt > 1 ? `, percobaan ke-${recording.attempt}` : ''}`,
    ...(recording.cancelled ? [] : [`Katakan: ${tellOf(recording.status, recording.step).id}`]),
    `Permohonan: ${applicationLine(recording.application)}`,
    `Suket: ${recording.suket ?? '-'}`,
    'Salinan: komputer ini' +
      custody.disks.map(({ label, level }) => `, ${label} (${copyLevelWords[level].id})`).join(''),
    `Tanda terima: ${custody.receipts.map((receipt) => `${receipt.site} (${receipt.grade})`).join(', ') || '-'}`,
    ...recording.history.map((entry) => `  ${entry.at}  ${entry.what}  ${entry.who}`),
  ])
}

function applicationLine(application: Application | null): string {
  if (application === null) return '-'
  if (application.purpose !== 'outside') return application.purpose
  const { home, source, collection } = application
  return `outside, daerah asal ${home}, biodata dari ${source}, kartu diambil di ${collection}`
}
