import { actText } from '../../../contract/act-words.ts'
import type { AccessWay } from '../../../contract/privacy.ts'
import { BIODATA_FIELDS, type Biodata } from '../../../contract/biodata.ts'
import { CACAT, GOLONGAN_DARAH, PENDIDIKAN, SHDK } from '../../../contract/codes.ts'
import { FIELD_WORDS, RESIDENT_FIELDS } from '../../../contract/resident-list.ts'
import { STATUS } from '../../../contract/status.ts'
import type { Access } from '../../../formats/access/access.ts'
import { accessDeadline, changesOf } from '../../audit/index.ts'
import { headOf } from '../../paper/index.ts'
import { regionsAt } from '../../resident/index.ts'
import type { Report } from '../../restore/index.ts'
import type { Station } from '../../station.ts'
import { dayIn, longDay, personRows, personWords, shortDay } from '../../suket/index.ts'
import type { Known } from './known.ts'
import { type RequestRow, requestNumber } from './requests.ts'

/** Letters that a line of the annex holds. */
const WIDE = 112
const DEEPER = '      '
/** Fields of values that tell a resident nothing. */
const MACHINE = new Set(['sha256', 'seq', 'head'])

const WAYS: Readonly<Record<AccessWay, string>> = {
  desk: 'datang sendiri',
  letter: 'surat',
  deputy: 'kuasa',
}

/** A long line over several, the later ones set in further. */
export function wrapped(line: string, wide = WIDE): string[] {
  const indent = /^ */.exec(line)![0]
  const room = wide - indent.length - DEEPER.length
  const words = line
    .trimStart()
    .split(' ')
    .flatMap((one) => one.match(new RegExp(`.{1,${room}}`, 'gu')) ?? [''])
  const out: string[] = []
  let now = indent
  for (const word of words) {
    const joined = now.trim() === '' ? now + word : `${now} ${word}`
    if (joined.length <= wide) now = joined
    else {
      out.push(now)
      now = indent + DEEPER + word
    }
  }
  return [...out, now]
}

/** namaIbu as `nama ibu`. */
const spelt = (field: string) => field.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)

const CODED = { golonganDarah: GOLONGAN_DARAH, pendidikan: PENDIDIKAN, cacat: CACAT, shdk: SHDK } as const
/** What the first page shows already. */
const SHOWN = new Set(
  'nik nama tempatLahir tanggalLahir jenisKelamin alamat rt rw desaKelurahan agama statusPerkawinan pekerjaan kewarganegaraan'.split(
    ' ',
  ),
)

function moreBiodata(biodata: Biodata): string[] {
  return BIODATA_FIELDS.flatMap((field) => {
    const value = biodata[field]
    if (SHOWN.has(field) || value === undefined) return []
    const list = Object.hasOwn(CODED, field) ? CODED[field as keyof typeof CODED] : null
    return [`${spelt(field)}: ${list ? list.title(value) : value}`]
  })
}

function heldLines({ known, zone }: { known: Known; zone: string }): string[] {
  const { recordings, letters, tickets, drafts, listed, biodata } = known
  const day = (at: string) => shortDay(dayIn(zone, new Date(at)))
  return [
    'DATA YANG DISIMPAN STASIUN INI',
    ...(biodata ? moreBiodata(biodata) : []),
    ...recordings.map(
      (one) =>
        `Perekaman ${day(one.sealed_at)}, nomor segel ${one.seq}, paket ${one.id}: ${STATUS[one.status].word}; foto kecil ${one.photo ? 'ada' : 'tidak ada'}; ` +
        `${one.amendments} perubahan; sidik jari, iris, foto asli dan tanda tangan ada di dalam paket tersegel yang hanya dapat dibuka pusat data dan kunci pemulihan Dinas; ` +
        `salinan: ${[one.here ? 'komputer ini' : '', `${one.disks} disk`, one.sites ? `pusat data ${one.sites}` : '', one.posts ? `pos pengumpul ${one.posts}` : ''].filter(Boolean).join(', ')}`,
    ),
    ...letters.map(({ number, issued_on: on, state }) => `Suket ${number}, ${shortDay(on)} (${state})`),
    ...tickets.map(
      ({ day: on, number, phone }) =>
        `Antrean ${shortDay(on)} nomor ${number}${phone === null ? '' : `, telepon ${phone}`}`,
    ),
    ...(drafts > 0 ? [`Perekaman yang belum selesai: ${drafts}`] : []),
    ...(listed
      ? [
          `Daftar penduduk dari Dinas: ${RESIDENT_FIELDS.map((field) => `${FIELD_WORDS[field].id} ${listed[field]}`).join('; ')}`,
        ]
      : []),
  ]
}

function actLines(access: Access, zone: string): string[] {
  const clock = new Intl.DateTimeFormat('id-ID', { timeZone: zone, dateStyle: 'short', timeStyle: 'short' })
  return [
    '',
    'YANG DILAKUKAN TERHADAP DATA ITU',
    ...access.entries.flatMap(({ at, actor, act, values }) => [
      `${clock.format(new Date(at))}  ${actor}  ${actText(act, 'id')}`,
      ...(values
        ? changesOf(values.json)
            .filter(({ field }) => !MACHINE.has(field))
            .map(
              ({ field, old, new: now }) =>
                `      ${field === '' ? '' : `${spelt(field)}: `}${old === null ? '' : `${old} -> `}${now ?? '-'}`,
            )
        : []),
    ]),
  ]
}

/** The answer as the resident reads it: what is held, for what, who has it, and every act with old and new values where they can be opened. */
export function answerReport(
  station: Station,
  { row, known, access, at }: { row: RequestRow; known: Known; access: Access; at: string },
): Report {
  const { profile, code } = station
  const { zone } = profile.station
  const number = requestNumber(station, row)
  const day = (moment: string) => longDay(dayIn(zone, new Date(moment)))
  const regions = regionsAt(station.paths.resources)
  const person = known.biodata
    ? personRows(
        known.biodata,
        personWords(known.biodata, (one) => regions.get(one)?.name ?? one),
      )
    : ([
        ['NIK', row.nik],
        ['Nama', row.name],
      ] as const)
  const lines = [...heldLines({ known, zone }), ...actLines(access, zone)].flatMap((line) => wrapped(line))
  const withValues = access.entries.filter(({ values }) => values !== undefined).length
  return {
    head: headOf(profile),
    titles: ['JAWABAN ATAS PERMINTAAN', 'AKSES DATA PRIBADI'],
    number,
    intro:
      `Atas permintaan yang diterima ${day(row.asked_at)} (${WAYS[row.way]}), menurut Undang-Undang Nomor 27 Tahun 2022 Pasal 7 dan 33, stasiun perekaman ` +
      `${profile.station.name} (${code}) menyampaikan data pribadi yang disimpannya dan riwayat pemakaiannya.`,
    verdict:
      known.recordings.length === 0
        ? 'Stasiun ini tidak menyimpan perekaman Anda.'
        : `${known.recordings.length} perekaman, ${access.entries.length} perbuatan tercatat.`,
    rows: person,
    lists: [
      {
        title: 'Untuk apa, dan kepada siapa',
        lines: [
          'Penerbitan KTP-el dan Suket (UU 24/2013). Paket tersegel dikirim kepada pusat data Ditjen Dukcapil.',
          `Cadangan tersegel pada disk stasiun; kunci pemulihannya pada Dinas Dukcapil ${profile.dinas.name}.`,
          `Lampiran: data lain dan ${access.entries.length} perbuatan, ${withValues} dengan nilai lama dan baru.`,
        ],
        more: 0,
      },
    ],
    closing:
      `Jawaban jatuh tempo ${day(accessDeadline(new Date(row.asked_at), new Date(at)).until.toISOString())}. Anda dapat meminta pembetulan di loket. Berkas di samping surat ini memuat rantai hash, ` +
      'sehingga Dinas dapat menggabungkannya dengan jawaban stasiun lain dan memeriksa keutuhannya.',
    place: profile.dinas.name,
    day: dayIn(zone, new Date(at)),
    hands: [
      ['Penyelia,', station.actor.account],
      ['Yang menerima,', row.name],
    ],
    annex: {
      title: `Lampiran ${number}`,
      heading: 'Data dan perbuatan, menurut catatan stasiun ini',
      lines,
    },
  }
}
