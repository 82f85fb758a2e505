import type { Words } from '../../contract/words.ts'
import { many } from '../../contract/plural.ts'
import type { Amendment } from '../../contract/amendment.ts'
import { amendmentSchema } from '../../contract/amendment.ts'
import { BIODATA_FIELDS, type BiodataField } from '../../contract/biodata.ts'
import { formatNik } from '../../contract/nik.ts'
import {
  amendRecording,
  approveRecorded,
  currentBiodata,
  recordingOf,
  showRecording,
  waitingApprovals,
} from '../enrolment/index.ts'
import { refuse } from '../refuse.ts'
import { type Common, languageOf, print, sayer, sayIn, type Terminal } from './terminal.ts'
import { type StationOptions, withStation } from './with-station.ts'

type Options = Common & StationOptions

const KINDS: Readonly<Record<Amendment['kind'], Words>> = {
  correction: { id: 'Perbaikan data', en: 'Correction' },
  supplement: { id: 'Perekaman susulan', en: 'Further captures' },
  approval: { id: 'Persetujuan pengecualian', en: 'Approval of exceptions' },
  cancellation: { id: 'Pembatalan', en: 'Cancellation' },
}

function words(amendment: Amendment): string[] {
  const changes = amendment.kind === 'correction' ? amendment.changes : []
  return changes.map(({ field, old, new: now }) => `  ${field}: ${old || '-'} -> ${now || '-'}`)
}

/** `rekam amend list ID`: what was amended after sealing, and what was begun and is not sealed. Reading a person is in the audit. */
export async function amendList(terminal: Terminal, id: string, options: Options): Promise<void> {
  const { amendments, amending, cancelled, biodata } = await withStation(
    options,
    'amend list',
    (station) => showRecording(station, id),
    { reads: { id } },
  )
  const language = languageOf(options)
  const say = sayIn(language)
  print(terminal, options, { amendments, amending, cancelled }, [
    `${formatNik(biodata.nik)}  ${biodata.nama}${cancelled ? say('  DIBATALKAN', '  CANCELLED') : ''}`,
    ...amendments.flatMap(({ id: packet, seq, sealedAt, operator, amendment, received }) => [
      [
        packet,
        String(seq).padStart(6),
        KINDS[amendment.kind][language],
        amendment.reason,
        operator,
        sealedAt,
        received ? say('diterima', 'received') : say('belum diterima', 'not received yet'),
      ].join('  '),
      ...words(amendment),
    ]),
    ...amending.flatMap(({ id: draft, amendment }) => [
      `${draft}  ${say('belum disegel', 'not sealed yet')}: ${KINDS[amendment.kind][language]}  ${amendment.reason}`,
      ...words(amendment),
    ]),
    say(`${amendments.length} perubahan`, many(amendments.length, 'amendment')),
  ])
}

/** `field=value` as an amendment's change; an empty value takes the old one away. INPUT-INVALID. */
function change(text: string): { field: BiodataField; value: string } {
  const at = text.indexOf('=')
  const field = BIODATA_FIELDS.find((name) => name === text.slice(0, at).trim())
  if (at < 0 || field === undefined) throw refuse('INPUT-INVALID', { why: `--set ${text}` })
  return { field, value: text.slice(at + 1).trim() }
}

/** `rekam amend correct ID --set nama=... --reason ...`: a wrong NIK or biodata, sealed as a packet of its own. */
export async function amendCorrect(
  terminal: Terminal,
  id: string,
  options: Options & { set: string[]; reason: string },
): Promise<void> {
  const changes = options.set.map(change)
  await seal(terminal, options, 'amend correct', id, (now) => ({
    kind: 'correction',
    reason: options.reason,
    changes: changes.map(({ field, value }) => ({ field, old: now(field), new: value })),
  }))
}

/** `rekam amend cancel ID --reason ...`: the recording is void from now on; a penyelia's. */
export async function amendCancel(
  terminal: Terminal,
  id: string,
  options: Options & { reason: string },
): Promise<void> {
  await seal(terminal, options, 'amend cancel', id, () => ({ kind: 'cancellation', reason: options.reason }))
}

async function seal(
  terminal: Terminal,
  options: Options,
  asked: 'amend correct' | 'amend cancel',
  id: string,
  say: (now: (field: BiodataField) => string) => object,
): Promise<void> {
  const sealed = await withStation(
    options,
    asked,
    (station) => {
      if (!recordingOf(station.read, id)) throw refuse('NOT-FOUND', { what: 'Rekaman' })
      const biodata = currentBiodata(station.read, id)
      const read = amendmentSchema.safeParse(say((field) => biodata?.[field] ?? ''))
      if (!read.success) throw refuse('INPUT-INVALID', { why: '--set, --reason' })
      return amendRecording(station, id, read.data)
    },
    { reads: { id } },
  )
  print(terminal, options, sealed, [
    sayer(options)(
      `Tersegel: ${sealed.recording}  urutan ${sealed.seq}`,
      `Sealed: ${sealed.recording}  number ${sealed.seq}`,
    ),
  ])
}

/** `rekam amend waiting`: sealed recordings whose exceptions wait for a penyelia; they are not sent before. NIK masked. */
export async function amendWaiting(terminal: Terminal, options: Options): Promise<void> {
  const waiting = await withStation(options, 'amend waiting', async (station) =>
    waitingApprovals(station.read),
  )
  print(terminal, options, { waiting }, [
    ...waiting.map(({ recording, nik, name, sealedAt, exceptions }) =>
      [
        recording,
        nik,
        name,
        sealedAt,
        exceptions.map(({ slot, reason }) => `${slot}: ${reason}`).join('; '),
      ].join('  '),
    ),
    sayer(options)(`${waiting.length} menunggu penyelia`, `${waiting.length} waiting for the supervisor`),
  ])
}

/** `rekam amend approve ID`: a penyelia's yes to all exceptions of a sealed recording, signed; it is sent from then on. */
export async function amendApprove(terminal: Terminal, id: string, options: Options): Promise<void> {
  await withStation(options, 'amend approve', (station) => approveRecorded(station, id))
  print(terminal, options, { done: true }, [sayer(options)('Pengecualian disetujui', 'Exceptions approved')])
}
