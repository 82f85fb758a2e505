import { resolve } from 'node:path'
import { saveProof } from '../enrolment/index.ts'
import { type Common, print, sayer, type Terminal } from './terminal.ts'
import { type StationOptions, withStation } from './with-station.ts'

/** `rekam proof ID --out FILE.pdf`: the proof of recording (bukti perekaman), with where its copies are now. */
export async function proof(
  terminal: Terminal,
  id: string,
  options: Common & StationOptions & { out: string },
): Promise<void> {
  const saved = await withStation(options, 'proof', (station) => saveProof(station, id, resolve(options.out)))
  print(terminal, options, saved, [sayer(options)(`Bukti: ${saved.path}`, `Proof: ${saved.path}`)])
}
