import { resolve } from 'node:path'
import { openPractice, practicePlaces, resetPractice } from '../practice/index.ts'
import { PRACTICE_PASSPHRASE } from '../practice-mark.ts'
import { nodePorts } from '../process-ports.ts'
import { type Common, print, sayer, type Terminal } from './terminal.ts'
import { RESOURCES } from './with-station.ts'

/** `rekam practice --folder DIR`: a practice station there, made where there is none, or anew with --reset. Other commands then take its station's folder. */
export async function practice(
  terminal: Terminal,
  options: Common & { folder: string; reset?: boolean },
): Promise<void> {
  const home = resolve(options.folder)
  if (options.reset === true) await resetPractice(home)
  const { station, drives } = practicePlaces(home)
  await openPractice(home, nodePorts({ practice: home }), RESOURCES)
  const passphrase = PRACTICE_PASSPHRASE
  const say = sayer(options)
  print(terminal, options, { practice: home, station, drives, passphrase }, [
    say('LATIHAN: tidak ada yang nyata di sini.', 'PRACTICE: nothing here is real.'),
    `--station ${station}`,
    say(`Disk tiruan: ${drives}`, `Pretended disks: ${drives}`),
    say(`Kata sandi semua akun: ${passphrase}`, `Password of all accounts: ${passphrase}`),
  ])
}
