import { many } from '../../contract/plural.ts'
import { planPurge, purge } from '../backup/index.ts'
import { typed } from './permissions.ts'
import { type Common, print, sayer, type Terminal } from './terminal.ts'
import { type StationOptions, withStation } from './with-station.ts'

export interface PurgeOptions extends Common, StationOptions {
  readonly token?: string
  readonly reason?: string
}

/** `rekam purge`: without --token a dry run, which names the token; with it lets exactly that go. */
export async function purgePackets(terminal: Terminal, options: PurgeOptions): Promise<void> {
  const { token, reason } = options
  const say = sayer(options)
  if (token !== undefined) {
    const done = await withStation(options, typed('purge', { 'purge --token': token }), (station) =>
      purge(station, { token, reason: reason ?? '' }),
    )
    print(terminal, options, done, [
      say(
        `${done.packets} paket dihapus dari komputer ini (${megabytes(done.bytes)})`,
        `${many(done.packets, 'packet')} removed from this computer (${megabytes(done.bytes)})`,
      ),
    ])
    return
  }
  const plan = await withStation(options, 'purge', async (station) => planPurge(station))
  const { held } = plan
  print(terminal, options, plan, [
    say(
      `${plan.packets} paket boleh dihapus dari komputer ini (${megabytes(plan.bytes)}); belum ada yang dihapus`,
      `${many(plan.packets, 'packet')} may be removed from this computer (${megabytes(plan.bytes)}); nothing was removed yet`,
    ),
    say(
      `tetap: ${held.receipt} tanpa tanda terima akhir, ${held.retention} dalam masa simpan, ${held.copies} kurang salinan di ${plan.places} tempat`,
      `kept: ${held.receipt} without a final receipt, ${held.retention} within the retention, ${held.copies} without copies in ${many(plan.places, 'place')}`,
    ),
    ...plan.listed.map((id) => `  ${id}`),
    ...(plan.packets > 0
      ? [`${say('hapus dengan', 'remove with')}: --token ${plan.token} --reason "..."`]
      : []),
  ])
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`
}
