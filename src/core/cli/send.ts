import { sendRound, uploadStatus } from '../upload/index.ts'
import { type Common, print, type Terminal } from './terminal.ts'
import { type StationOptions, withStation } from './with-station.ts'

/** `rekam upload --once`: one round over both sites. A refusing site is a result; exit code 1 while something still waits. */
export async function upload(terminal: Terminal, options: Common & StationOptions): Promise<number> {
  const { round, status } = await withStation(options, async (station) => ({
    round: await sendRound(station, { now: true }),
    status: uploadStatus(station),
  }))
  const words = {
    unknown: 'belum dicoba',
    open: 'menerima',
    refusing: 'menolak',
    unreachable: 'tidak terjangkau',
  } as const
  print(terminal, options, { ...round, ...status }, [
    ...status.sites.map(
      (site) => `${site.code}: ${words[site.state]}${site.notice === null ? '' : ` (${site.notice})`}`,
    ),
    `${round.received} diterima sekarang, ${status.waiting} menunggu, ${status.received} diterima seluruhnya`,
    ...(status.waiting > 0 ? ['Teruskan perekaman. Bila perlu, buat ekspor manual: rekam export'] : []),
  ])
  return status.waiting > 0 ? 1 : 0
}
