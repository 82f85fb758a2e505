import { many } from '../../contract/plural.ts'
import type { Progress } from '../../contract/base.ts'
import { restorePhaseWords } from '../../contract/copy-words.ts'
import type { GainPlan, MissingPacket, RestorePlan } from '../../contract/restore.ts'
import { damagedLine } from './drill-words.ts'
import { type Language, sayIn, type Terminal } from './terminal.ts'

const BY = {
  register: { id: 'menurut register', en: 'by the register' },
  paper: { id: 'menurut bukti perekaman', en: 'by a proof of recording' },
  ledger: { id: 'menurut catatan salinan', en: 'by the record of copies' },
  disk: { id: 'menurut indeks volume', en: "by a volume's index" },
} as const

/** One packet that no source holds sound: its id, its number, the resident, what speaks of it, where it lies damaged. */
function absentLine(packet: MissingPacket, language: Language): string {
  const { id, seq, name, by, damagedIn, received } = packet
  const say = sayIn(language)
  return [
    `  ${damagedIn === null ? say('hilang', 'missing') : say('rusak', 'damaged')}: ${id}`,
    ...(seq === null ? [] : [`no. ${seq}`]),
    ...(name === null ? [] : [name]),
    BY[by][language],
    ...(damagedIn === null ? [] : [`${say('di', 'in')} ${damagedIn}`]),
    ...(received ? [say('sudah diterima pusat data', 'received by the data centre')] : []),
  ].join('  ')
}

/** Numbers as a technician says them: 5-7, 9. */
export function spans(numbers: readonly number[]): string {
  const found: [from: number, to: number][] = []
  for (const number of numbers) {
    const last = found.at(-1)
    if (last?.[1] === number - 1) last[1] = number
    else found.push([number, number])
  }
  return found.map(([from, to]) => (from === to ? `${from}` : `${from}-${to}`)).join(', ')
}

/** The plan of a restore, packet by packet where something is wrong with one. */
export function planLines(plan: RestorePlan, language: Language): string[] {
  const { papers, commits, lastAt, packets, state } = plan
  const say = sayIn(language)
  const size = `${(plan.bytes / 1e6).toFixed(1)} MB`
  return [
    say(
      `Stasiun ${plan.station} (${plan.name}), ${commits} komit, terakhir ${lastAt ?? 'tidak diketahui'}`,
      `Station ${plan.station} (${plan.name}), ${many(commits, 'commit')}, the last ${lastAt ?? 'unknown'}`,
    ),
    say(`${packets} paket utuh, ${size}`, `${many(packets, 'sound packet')}, ${size}`),
    state === null
      ? say('Keadaan stasiun: TIDAK ADA di sumber ini', "The station's state: NONE in these sources")
      : say(
          `Keadaan stasiun: ${state.recordings} rekaman, ${state.sukets} Suket`,
          `The station's state: ${many(state.recordings, 'recording')}, ${many(state.sukets, 'Suket')}`,
        ),
    ...plan.registers.map(
      ({ issuer, year, last }) =>
        `${say(`Register Suket ${issuer} ${year}: nomor terakhir`, `Suket register ${issuer} ${year}: last number`)} ${last}`,
    ),
    plan.newestHead === 'known'
      ? say('Kepala terakhir diketahui', 'The newest head is known')
      : say(
          'Kepala terakhir tidak diketahui: periksa kertas bukti perekaman',
          'The newest head is not known: look at the papers (proofs of recording)',
        ),
    ...(papers.read + papers.refused.length === 0
      ? []
      : [
          say(
            `Kertas: ${papers.read} terbukti, ${papers.here} paketnya ada, ${papers.refused.length} ditolak`,
            `Papers: ${papers.read} proven, of ${papers.here} the packet is here, ${papers.refused.length} refused`,
          ),
        ]),
    ...plan.sound.map((id) => `  ${say('utuh', 'sound')}: ${id}`),
    ...plan.damaged.map((damaged) => damagedLine(damaged, language)),
    ...plan.absent.map((packet) => absentLine(packet, language)),
    ...(plan.unknownNumbers.length === 0
      ? []
      : [
          `  ${say('nomor rekaman tanpa paket', 'numbers of recordings without a packet')}: ${spans(plan.unknownNumbers)}`,
        ]),
    ...(plan.lostChanges === 0
      ? []
      : [
          `  ${say('perubahan register yang hilang', 'register changes that are lost')}: ${plan.lostChanges}`,
        ]),
    ...plan.quarantined.map((id) => `  ${say('dikarantina', 'in quarantine')}: ${id}`),
  ]
}

/** What a living station lacks of it. */
export function gainLines({ gains }: GainPlan, language: Language): string[] {
  const say = sayIn(language)
  const { packets, rows, newer, conflicts } = gains
  return [
    say(
      `Belum ada di stasiun ini: ${packets.length} paket, ${rows} baris register; lebih baru di sumber: ${newer}; bertentangan: ${conflicts}`,
      `Not at this station yet: ${many(packets.length, 'packet')}, ${many(rows, 'register line')}; newer in the sources: ${newer}; in conflict: ${conflicts}`,
    ),
    ...packets.map((id) => `  ${say('baru', 'new')}: ${id}`),
  ]
}

/** 1 where something is damaged, missing or in quarantine: everything else is there. */
export function exitOf(plan: RestorePlan): number {
  const { damaged, missing, quarantined, unknownNumbers } = plan
  return damaged.length + missing.length + quarantined.length + unknownNumbers.length > 0 ? 1 : 0
}

/** A line when the phase changes, and then every few seconds: the medium may take hours. */
export function teller(terminal: Terminal, language: Language): (progress: Progress) => void {
  let phase = ''
  let at = 0
  return (progress) => {
    const now = performance.now()
    if (progress.phase === phase && now - at < 3000) return
    phase = progress.phase
    at = now
    const what = restorePhaseWords[progress.phase]?.[language] ?? progress.phase
    terminal.err(`${what} ${progress.done}${progress.total > 0 ? `/${progress.total}` : ''}`)
  }
}
