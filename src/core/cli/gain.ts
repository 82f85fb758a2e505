import { resolve } from 'node:path'
import { planGain, restoreInThread, runGain } from '../restore/index.ts'
import type { LiveStation } from '../settings/index.ts'
import { exitOf, gainLines, planLines, teller } from './restore-words.ts'
import { type PlaceOptions, placesOf } from './restore.ts'
import { firstLine } from './secrets.ts'
import { type Common, languageOf, print, type Terminal } from './terminal.ts'
import { type StationOptions, withStation } from './with-station.ts'

export interface GainOptions extends Common, StationOptions, PlaceOptions {
  /** Of the other PC's supervisor: this station's own disks open by its own key. */
  readonly sourcePassphraseFile?: string
  readonly plan?: boolean
}

/**
 * `rekam gain`: brings into a living station what its disks or another PC's drive know more; it loses nothing. With --plan nothing is
 * written. Exit code 1 when something is damaged, missing or in quarantine.
 */
export async function gain(terminal: Terminal, options: GainOptions): Promise<number> {
  const { sourcePassphraseFile: file, plan } = options
  const passphrase = file === undefined ? {} : { passphrase: await firstLine(resolve(file)) }
  const source = { ...(await placesOf(options)), ...passphrase }
  const hands = restoreInThread()
  try {
    const found = await withStation(options, plan ? 'gain --plan' : 'gain', async (station) => {
      const deps = { hands, onProgress: teller(terminal, languageOf(options)) }
      return plan ? planGain(station, source, deps) : runGain(station as LiveStation, source, deps)
    })
    print(terminal, options, found, [
      ...planLines(found, languageOf(options)),
      ...gainLines(found, languageOf(options)),
    ])
    return exitOf(found)
  } finally {
    await hands.close()
  }
}
