import { resolve } from 'node:path'
import { enrolFromFolder } from '../enrolment/index.ts'
import { type Common, print, sayer, type Terminal } from './terminal.ts'
import { type StationOptions, withStation } from './with-station.ts'

export interface EnrolOptions extends Common, StationOptions {
  readonly from: string
  readonly again?: string
}

/** `rekam enrol`: for samples and migration, and says so: seals recordings made elsewhere, a folder per person. Exit code 1 when one of them was refused. */
export async function enrol(terminal: Terminal, options: EnrolOptions): Promise<number> {
  const say = sayer(options)
  terminal.err(
    say(
      'Hanya untuk contoh dan migrasi: penduduk di meja direkam di jendela Rekam, dengan alatnya.',
      "For samples and migration only: residents at the desk are recorded in Rekam's window, with its devices.",
    ),
  )
  const outcomes = await withStation(options, 'enrol', (station) =>
    enrolFromFolder(station, resolve(options.from), {
      again: options.again,
      onPerson: (person, done, total) => terminal.err(`${done}/${total} ${person.folder}: ${person.outcome}`),
    }),
  )
  const refused = outcomes.filter((person) => person.outcome === 'refused')
  const sealed = outcomes.filter((person) => person.outcome === 'sealed')
  const known = outcomes.length - sealed.length - refused.length
  print(terminal, options, { outcomes }, [
    say(
      `${sealed.length} disegel, ${known} sudah ada, ${refused.length} ditolak`,
      `${sealed.length} sealed, ${known} here already, ${refused.length} refused`,
    ),
    ...refused.map((person) => `  ${person.folder}: ${person.code}`),
  ])
  return refused.length > 0 ? 1 : 0
}
