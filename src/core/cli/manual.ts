import { resolve } from 'node:path'
import { replaceDurably } from '../../lib/write-durably.ts'
import { makeManual } from '../manual/index.ts'
import { refuse } from '../refuse.ts'
import { refusePlace } from '../save-place.ts'
import { VERSION } from '../settings/index.ts'
import { type Common, languageOf, print, type Terminal } from './terminal.ts'
import { RESOURCES } from './with-station.ts'

/** `rekam manual --pdf FILE` and `--card FILE`: the manual and the one-page emergency card, without any station. */
export async function manual(
  terminal: Terminal,
  options: Common & { pdf?: string; card?: string },
): Promise<void> {
  const language = languageOf(options)
  const wanted = [
    ['book', options.pdf],
    ['card', options.card],
  ] as const
  if (wanted.every(([, path]) => path === undefined)) throw refuse('CLI-MANUAL')
  const saved = []
  for (const [kind, given] of wanted) {
    if (given === undefined) continue
    const path = resolve(given)
    // There is no station whose folder it could lie in; the program's own is no place for files either.
    await refusePlace({ folder: RESOURCES }, path, 'pdf')
    const made = await makeManual(kind, {
      resources: RESOURCES,
      language,
      version: VERSION,
      madeAt: new Date(),
    })
    await replaceDurably(path, made.pdf)
    saved.push({ path, pages: made.pages })
  }
  print(
    terminal,
    options,
    { saved },
    saved.map(({ path, pages }) => `${path} (${pages})`),
  )
}
