import { planPurge, purge } from '../backup/index.ts'
import { typed } from './permissions.ts'
import { type Common, print, type Terminal } from './terminal.ts'
import { type StationOptions, withStation } from './with-station.ts'

export interface PurgeOptions extends Common, StationOptions {
  readonly token?: string
  readonly reason?: string
}

/** `rekam purge`: without --token a dry run, which names the token; with it lets exactly that go. */
export async function purgePackets(terminal: Terminal, options: PurgeOptions): Promise<void> {
  const { token, reason } = options
  if (token !== undefined) {
    const done = await withStation(options, typed('purge', { 'purge --token': token }), (station) =>
      purge(station, { token, reason: reason ?? '' }),
    )
    print(terminal, options, done, [
      `${done.packets} paket dihapus dari komputer ini (${megabytes(done.bytes)})`,
    ])
    return
  }
  const plan = await withStation(options, 'purge', async (station) => planPurge(station))
  const { held } = plan
  print(terminal, options, plan, [
    `${plan.packets} paket boleh dihapus dari komputer ini (${megabytes(plan.bytes)}); belum ada yang dihapus`,
    `tetap: ${held.receipt} tanpa tanda terima akhir, ${held.retention} dalam masa simpan, ${held.copies} kurang salinan di ${plan.places} tempat`,
    ...plan.listed.map((id) => `  ${id}`),
    ...(plan.packets > 0 ? [`hapus dengan: --token ${plan.token} --reason "..."`] : []),
  ])
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`
}
