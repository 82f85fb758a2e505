import { resolve } from 'node:path'
import { importNotice, showOutage } from '../outage/index.ts'
import { uploadStatus } from '../upload/index.ts'
import { typed } from './permissions.ts'
import { type Common, languageOf, print, sayer, type Terminal } from './terminal.ts'
import { type StationOptions, withStation } from './with-station.ts'

const WORDS = {
  refusing: { id: 'menolak', en: 'refused' },
  unreachable: { id: 'tidak terjangkau', en: 'unreachable' },
} as const

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
  const say = sayer(options)
  const hours = (seconds: number) =>
    say(`${(seconds / 3600).toFixed(1)} jam`, `${(seconds / 3600).toFixed(1)} h`)
  print(terminal, options, shown, [
    ...shown.spells.map(
      ({ site, state, from, to, seconds }) =>
        `${site}: ${WORDS[state][languageOf(options)]} ${from} - ${to ?? say('sekarang', 'now')} (${hours(seconds)})`,
    ),
    ...shown.notices.map(
      ({ at, title, origin }) => `${say('pemberitahuan', 'notice')} ${at} ${title} (${origin})`,
    ),
    ...(shown.proposal
      ? [
          say(
            `Sejak ${shown.proposal.since} tidak ada situs yang menerima: buat ekspor manual (rekam export)`,
            `No site has taken anything since ${shown.proposal.since}: make a manual export (rekam export)`,
          ),
        ]
      : []),
    ...(shown.spells.length + shown.notices.length === 0
      ? [say('Belum ada gangguan yang tercatat.', 'No outage is on record.')]
      : []),
  ])
}
