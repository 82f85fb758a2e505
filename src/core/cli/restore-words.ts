import type { Progress } from '../../contract/base.ts'
import { restorePhaseWords } from '../../contract/copy-words.ts'
import type { GainPlan, MissingPacket, RestorePlan } from '../../contract/restore.ts'
import { damagedLine } from './drill-words.ts'
import type { Language, Terminal } from './terminal.ts'

const BY = {
  register: 'menurut register',
  paper: 'menurut bukti perekaman',
  ledger: 'menurut catatan salinan',
  disk: 'menurut indeks volume',
} as const

/** One packet that no source holds sound: its id, its number, the resident, what speaks of it, where it lies damaged. */
function absentLine({ id, seq, name, by, damagedIn, received }: MissingPacket): string {
  return [
    `  ${damagedIn === null ? 'hilang' : 'rusak'}: ${id}`,
    ...(seq === null ? [] : [`no. ${seq}`]),
    ...(name === null ? [] : [name]),
    BY[by],
    ...(damagedIn === null ? [] : [`di ${damagedIn}`]),
    ...(received ? ['sudah diterima pusat data'] : []),
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
export function planLines(plan: RestorePlan): string[] {
  const { papers } = plan
  return [
    `Stasiun ${plan.station} (${plan.name}), ${plan.commits} komit, terakhir ${plan.lastAt ?? 'tidak diketahui'}`,
    `${plan.packets} paket utuh, ${(plan.bytes / 1e6).toFixed(1)} MB`,
    plan.state === null
      ? 'Keadaan stasiun: TIDAK ADA di sumber ini'
      : `Keadaan stasiun: ${plan.state.recordings} rekaman, ${plan.state.sukets} Suket`,
    ...plan.registers.map(
      ({ issuer, year, last }) => `Register Suket ${issuer} ${year}: nomor terakhir ${last}`,
    ),
    plan.newestHead === 'known'
      ? 'Kepala terakhir diketahui'
      : 'Kepala terakhir tidak diketahui: periksa kertas bukti perekaman',
    ...(papers.read + papers.refused.length === 0
      ? []
      : [`Kertas: ${papers.read} terbukti, ${papers.here} paketnya ada, ${papers.refused.length} ditolak`]),
    ...plan.sound.map((id) => `  utuh: ${id}`),
    ...plan.damaged.map((damaged) => damagedLine(damaged, 'id')),
    ...plan.absent.map(absentLine),
    ...(plan.unknownNumbers.length === 0
      ? []
      : [`  nomor rekaman tanpa paket: ${spans(plan.unknownNumbers)}`]),
    ...(plan.lostChanges === 0 ? [] : [`  perubahan register yang hilang: ${plan.lostChanges}`]),
    ...plan.quarantined.map((id) => `  dikarantina: ${id}`),
  ]
}

/** What a living station lacks of it. */
export function gainLines({ gains }: GainPlan): string[] {
  return [
    `Belum ada di stasiun ini: ${gains.packets.length} paket, ${gains.rows} baris register; lebih baru di sumber: ${gains.newer}; bertentangan: ${gains.conflicts}`,
    ...gains.packets.map((id) => `  baru: ${id}`),
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
