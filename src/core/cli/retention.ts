import { resolve } from 'node:path'
import type { ErasureCounts, RetentionPlan } from '../../contract/privacy.ts'
import { reasonSchema } from '../../contract/reason.ts'
import { applyList, destroyDue, listRetentionActs, planRetention, saveAct } from '../privacy/index.ts'
import { refuse } from '../refuse.ts'
import { typed } from './permissions.ts'
import { type Common, print, type Terminal } from './terminal.ts'
import { type StationOptions, withStation } from './with-station.ts'

type Options = Common & StationOptions

const countLines = (counts: ErasureCounts): string[] => [
  `  ${counts.recordings} perekaman (${counts.packets} paket), ${counts.photos} foto, ${counts.letters} Suket`,
  `  ${counts.tickets} nomor antrean, ${counts.requests} permintaan akses, ${counts.residents} baris daftar penduduk`,
  `  nilai lama dan baru dari ${counts.values} perkara audit`,
]

function planLines(plan: RetentionPlan): string[] {
  const { held } = plan
  return [
    `jatuh tempo; belum ada yang dimusnahkan (masa simpan ${plan.recordingDays ?? 'tidak dibatasi'} hari, audit ${plan.auditDays ?? 'tidak dibatasi'} hari):`,
    ...countLines(plan.counts),
    `tetap: ${held.receipt} tanpa tanda terima akhir, ${held.retention} dalam masa simpan, ${held.letter} Suket berlaku, ${held.card} kartu belum diserahkan, ${held.draft} sedang diubah`,
    ...(plan.drafts > 0 ? [`${plan.drafts} perekaman lama belum selesai: selesaikan atau buang`] : []),
    ...plan.listed.map(({ id, name, nik, sealedAt }) => `  ${id}  ${nik}  ${name}  ${sealedAt.slice(0, 10)}`),
    ...(Object.values(plan.counts).some((n) => n > 0)
      ? [`musnahkan dengan: rekam retention destroy --token ${plan.token}`]
      : []),
  ]
}

/** `rekam retention plan`: what is due by the Dinas' retention, what stays and why; names masked. Changes nothing. */
export async function retentionPlan(terminal: Terminal, options: Options): Promise<void> {
  const plan = await withStation(options, 'retention plan', async (station) => planRetention(station))
  print(terminal, options, plan, planLines(plan))
}

/** `rekam retention destroy --token T --reason R --place P --witness A`: destroys exactly what the plan showed; the password opened the station a moment ago. */
export async function retentionDestroy(
  terminal: Terminal,
  {
    token,
    reason,
    place,
    witness,
    out,
    ...options
  }: Options & { token: string; reason: string; place: string; witness: string[]; out?: string },
): Promise<void> {
  const why = reasonSchema.safeParse(reason)
  if (!why.success) throw refuse('INPUT-INVALID', { why: '--reason' })
  if (witness.length > 2) throw refuse('INPUT-INVALID', { why: '--witness' })
  const { act, saved } = await withStation(
    options,
    typed('retention destroy', { 'retention destroy --out': out }),
    async (station) => {
      const done = await destroyDue(station, { token, reason: why.data, place, witnesses: witness })
      return {
        act: done,
        saved: out === undefined ? null : await saveAct(station, { id: done.id, path: resolve(out) }),
      }
    },
  )
  print(terminal, options, { act, saved }, [
    `dimusnahkan, berita acara ${act.number} (${act.id}):`,
    ...countLines(act.counts),
    ...(saved ? [saved.path, saved.signature, saved.list] : []),
  ])
}

/** `rekam retention list`: the register of destructions. */
export async function retentionList(terminal: Terminal, options: Options): Promise<void> {
  const acts = await withStation(options, 'retention list', async (station) => listRetentionActs(station))
  print(terminal, options, { acts }, [
    ...acts.map((one) =>
      [one.id, one.number, one.at, one.actor, `${one.counts.recordings} perekaman`, one.reason].join('  '),
    ),
    `${acts.length} pemusnahan`,
  ])
}

/** `rekam retention record ID --out FILE.pdf`: the berita acara, its signature, and the signed list of what is gone. */
export async function retentionRecord(
  terminal: Terminal,
  id: string,
  { out, ...options }: Options & { out: string },
): Promise<void> {
  const saved = await withStation(options, 'retention record', async (station) =>
    saveAct(station, { id, path: resolve(out) }),
  )
  print(terminal, options, saved, [saved.path, saved.signature, saved.list])
}

/** `rekam retention apply LIST.json`: destroys again what a signed list says, on a station restored from an older disk. */
export async function retentionApply(terminal: Terminal, list: string, options: Options): Promise<void> {
  const done = await withStation(options, 'retention apply', async (station) =>
    applyList(station, resolve(list)),
  )
  print(terminal, options, done, [`${done.number}: data ${done.recordings} paket dimusnahkan lagi`])
}
