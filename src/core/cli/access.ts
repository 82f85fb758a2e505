import { many } from '../../contract/plural.ts'
import { resolve } from 'node:path'
import { auditFilterSchema } from '../../contract/audit.ts'
import { accessFormat, decodeAccess } from '../../formats/access/access.ts'
import { readBounded } from '../../lib/read-bounded.ts'
import { createDurably } from '../../lib/write-durably.ts'
import { accessDeadline, type AccessGap, exportAccess, mergeAccess, savePeriod } from '../audit/index.ts'
import { refuse } from '../refuse.ts'
import { refuseOwnFolder } from '../save-place.ts'
import { type Common, print, type Say, sayer, type Terminal } from './terminal.ts'
import { type StationOptions, withStation } from './with-station.ts'

/** `rekam audit export --about NIK --out FILE`: what this station knows about a resident, for the Dinas. */
export async function accessExport(
  terminal: Terminal,
  { about, out, ...options }: Common & StationOptions & { about: string; out: string },
): Promise<void> {
  const path = resolve(out)
  const entries = await withStation(options, 'audit export', async (station) => {
    await refuseOwnFolder(station.paths, path)
    const made = await exportAccess(station, about)
    await createDurably(path, made.bytes, { root: resolve(path, '..'), mode: 0o600 })
    return made.entries
  })
  print(terminal, options, { path, entries }, [
    sayer(options)(`${entries} perbuatan ditulis ke ${path}`, `${many(entries, 'act')} written to ${path}`),
  ])
}

function inWords(gap: AccessGap, say: Say): string {
  if (gap.kind === 'station')
    return say(
      `KURANG: stasiun ${gap.station} belum menyerahkan`,
      `LACKING: station ${gap.station} has handed nothing in`,
    )
  if (gap.kind === 'epoch')
    return say(
      `KURANG: masa ${gap.epoch} tidak diserahkan siapa pun`,
      `LACKING: epoch ${gap.epoch} was handed in by nobody`,
    )
  return say(
    `TIDAK SAMA di semua berkas: entri ${gap.seq} dari masa ${gap.epoch}`,
    `NOT THE SAME in all files: entry ${gap.seq} of epoch ${gap.epoch}`,
  )
}

/** `rekam audit period --from DAY --until DAY --out FILE`: the acts of some days, signed by the station. */
export async function auditPeriod(
  terminal: Terminal,
  { from, until, out, ...options }: Common & StationOptions & { from: string; until: string; out: string },
): Promise<void> {
  const days = auditFilterSchema.safeParse({ from, until })
  if (!days.success) throw refuse('INPUT-INVALID', { why: days.error.issues[0]?.path.join('.') ?? '' })
  const saved = await withStation(options, 'audit period', async (station) =>
    savePeriod(station, { from, until, path: resolve(out) }),
  )
  const say = sayer(options)
  print(terminal, options, saved, [
    say(
      `${saved.entries} perbuatan ditulis ke ${saved.path}`,
      `${many(saved.entries, 'act')} written to ${saved.path}`,
    ),
    `SHA-256: ${saved.sha256}`,
    say(`Tanda tangan: ${saved.signature}`, `Signature: ${saved.signature}`),
  ])
}

/** `rekam audit subject FILE...`: what all of them know about a resident, each act once, gaps named. Exit code 1 where there is one. */
export async function accessSubject(
  terminal: Terminal,
  files: readonly string[],
  { stations, asked, ...options }: Common & { stations?: string[]; asked?: string },
): Promise<number> {
  const moment = asked === undefined ? null : new Date(asked)
  if (moment && Number.isNaN(moment.getTime())) throw refuse('INPUT-INVALID', { why: `--asked ${asked}` })
  const read = await Promise.all(
    files.map(async (file) => decodeAccess(await readBounded(resolve(file), accessFormat.limit))),
  )
  const merged = mergeAccess(read, stations)
  const deadline = moment && accessDeadline(moment, new Date())
  const say = sayer(options)
  print(terminal, options, { ...merged, deadline }, [
    ...merged.entries.map((one) => [one.at, one.actor, one.act, one.subject].join('  ')),
    say(
      `${merged.entries.length} perbuatan tentang ${merged.about}, dari ${merged.stations.join(', ')}`,
      `${many(merged.entries.length, 'act')} about ${merged.about}, from ${merged.stations.join(', ')}`,
    ),
    ...merged.gaps.map((gap) => inWords(gap, say)),
    ...(deadline
      ? [
          say(
            `Jawaban paling lambat ${deadline.until.toISOString()}: ${deadline.hoursLeft} jam lagi`,
            `Answer due by ${deadline.until.toISOString()}: ${many(deadline.hoursLeft, 'hour')} left`,
          ),
        ]
      : []),
  ])
  return merged.gaps.length === 0 ? 0 : 1
}
