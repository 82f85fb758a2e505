import { resolve } from 'node:path'
import { importNotice, showOutage } from '../outage/index.ts'
import { uploadStatus } from '../upload/index.ts'
import { typed } from './permissions.ts'
import { type Common, print, type Terminal } from './terminal.ts'
import { type StationOptions, withStation } from './with-station.ts'

const hours = (seconds: number) => `${(seconds / 3600).toFixed(1)} jam`

/** `rekam outage`: when the sites took nothing, notices, and whether manual export is due; --import keeps a notice. */
export async function outage(
  terminal: Terminal,
  options: Common & StationOptions & { import?: string },
): Promise<void> {
  const shown = await withStation(
    options,
    typed('outage', { 'outage --import': options.import }),
    async (station) => {
      if (options.import !== undefined) await importNotice(station, resolve(options.import))
      return { ...showOutage(station), proposal: uploadStatus(station).proposal }
    },
  )
  const words = { refusing: 'menolak', unreachable: 'tidak terjangkau' }
  print(terminal, options, shown, [
    ...shown.spells.map(
      ({ site, state, from, to, seconds }) =>
        `${site}: ${words[state]} ${from} - ${to ?? 'sekarang'} (${hours(seconds)})`,
    ),
    ...shown.notices.map(({ at, title, origin }) => `pemberitahuan ${at} ${title} (${origin})`),
    ...(shown.proposal
      ? [`Sejak ${shown.proposal.since} tidak ada situs yang menerima: buat ekspor manual (rekam export)`]
      : []),
    ...(shown.spells.length + shown.notices.length === 0 ? ['Belum ada gangguan yang tercatat.'] : []),
  ])
}
