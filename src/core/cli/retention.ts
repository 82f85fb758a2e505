import { many } from '../../contract/plural.ts'
import { resolve } from 'node:path'
import type { ErasureCounts, RetentionPlan } from '../../contract/privacy.ts'
import { reasonSchema } from '../../contract/reason.ts'
import { applyList, destroyDue, listRetentionActs, planRetention, saveAct } from '../privacy/index.ts'
import { refuse } from '../refuse.ts'
import { typed } from './permissions.ts'
import { type Common, print, type Say, sayer, type Terminal } from './terminal.ts'
import { type StationOptions, withStation } from './with-station.ts'

type Options = Common & StationOptions

function countLines(counts: ErasureCounts, say: Say): string[] {
  const { recordings, packets, photos, letters, tickets, requests, residents, values } = counts
  return [
    say(
      `  ${recordings} perekaman (${packets} paket), ${photos} foto, ${letters} Suket`,
      `  ${many(recordings, 'recording')} (${many(packets, 'packet')}), ${many(photos, 'photo')}, ${many(letters, 'Suket')}`,
    ),
    say(
      `  ${tickets} nomor antrean, ${requests} permintaan akses, ${residents} baris daftar penduduk`,
      `  ${many(tickets, 'queue number')}, ${many(requests, 'request')} for access, ${many(residents, 'line')} of the resident list`,
    ),
    say(
      `  nilai lama dan baru dari ${values} perkara audit`,
      `  old and new values of ${many(values, 'case')} of the audit`,
    ),
  ]
}

/** What is due, what stays and why, and how what is due is destroyed. */
export function retentionLines(plan: RetentionPlan, say: Say): string[] {
  const { held, recordingDays, auditDays, drafts } = plan
  const unlimited = say('tidak dibatasi', 'unlimited')
  const days = (n: number | null) => (n === null ? unlimited : say(`${n} hari`, many(n, 'day')))
  return [
    say(
      `jatuh tempo; belum ada yang dimusnahkan (masa simpan ${days(recordingDays)}, audit ${days(auditDays)}):`,
      `due; nothing was destroyed yet (retention ${days(recordingDays)}, audit ${days(auditDays)}):`,
    ),
    ...countLines(plan.counts, say),
    say(
      `tetap: ${held.receipt} tanpa tanda terima akhir, ${held.retention} dalam masa simpan, ${held.letter} Suket berlaku, ${held.card} kartu belum diserahkan, ${held.draft} sedang diubah`,
      `kept: ${held.receipt} without a final receipt, ${held.retention} within the retention, ${held.letter} with a Suket that counts, ${held.card} with a card not handed over, ${held.draft} being amended`,
    ),
    ...(drafts > 0
      ? [
          say(
            `${drafts} perekaman lama belum selesai: selesaikan atau buang`,
            `${many(drafts, 'old recording is', 'old recordings are')} unfinished: finish or discard`,
          ),
        ]
      : []),
    ...plan.listed.map(({ id, name, nik, sealedAt }) => `  ${id}  ${nik}  ${name}  ${sealedAt.slice(0, 10)}`),
    ...(Object.values(plan.counts).some((n) => n > 0)
      ? [`${say('musnahkan dengan', 'destroy with')}: rekam retention destroy --token ${plan.token}`]
      : []),
  ]
}

/** `rekam retention plan`: what is due by the Dinas' retention, what stays and why; names masked. Changes nothing. */
export async function retentionPlan(terminal: Terminal, options: Options): Promise<void> {
  const plan = await withStation(options, 'retention plan', async (station) => planRetention(station))
  print(terminal, options, plan, retentionLines(plan, sayer(options)))
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
    `${sayer(options)('dimusnahkan, berita acara', 'destroyed, record')} ${act.number} (${act.id}):`,
    ...countLines(act.counts, sayer(options)),
    ...(saved ? [saved.path, saved.signature, saved.list] : []),
  ])
}

/** `rekam retention list`: the register of destructions. */
export async function retentionList(terminal: Terminal, options: Options): Promise<void> {
  const acts = await withStation(options, 'retention list', async (station) => listRetentionActs(station))
  const say = sayer(options)
  print(terminal, options, { acts }, [
    ...acts.map((one) =>
      [
        one.id,
        one.number,
        one.at,
        one.actor,
        say(`${one.counts.recordings} perekaman`, many(one.counts.recordings, 'recording')),
        one.reason,
      ].join('  '),
    ),
    say(`${acts.length} pemusnahan`, many(acts.length, 'destruction')),
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
  print(terminal, options, done, [
    sayer(options)(
      `${done.number}: data ${done.recordings} paket dimusnahkan lagi`,
      `${done.number}: data of ${many(done.recordings, 'packet')} destroyed again`,
    ),
  ])
}
