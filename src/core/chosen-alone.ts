import type { Desk } from './context.ts'
import { placesIn } from './practice-place.ts'
import { refuse } from './refuse.ts'

/** Names of inputs that the page has from the system's own dialog. Other places are typed by technicians, and what such a call answers is no file's words. */
const CHOSEN_INPUTS: ReadonlySet<string> = new Set(['folder', 'path', 'report'])
/** A signed profile before there is a station, and the office's certificate file of the days before: a file that is none is refused without a word of it. */
const TYPED: ReadonlySet<string> = new Set(['settings.init', 'settings.inspectProfile', 'suket.openOffice'])
/** Where a bag goes is a drive that is connected, or a folder that was chosen. */
const TO_DRIVES = 'export.make'

/**
 * Refuses a place that nobody chose: a page that is not ours any more can name any, and would have files read that this computer's user may
 * read. A core without dialogs has no page: the terminal and its words. PLACE-UNCHOSEN.
 */
async function refuseUnchosen({ ports, chosen }: Desk, name: string, input: unknown): Promise<void> {
  if (ports.dialogs === null || TYPED.has(name)) return
  for (const place of placesIn(input, CHOSEN_INPUTS)) {
    if (chosen.has(place)) continue
    const drives = name === TO_DRIVES ? await ports.volumes.list() : []
    if (!drives.some(({ mount }) => mount === place)) throw refuse('PLACE-UNCHOSEN')
  }
}

/** The same for a call of the router: a middleware by the procedure's name. */
export function chosenAlone(name: string) {
  return async (
    { context, next }: { context: { readonly desk: Desk }; next: () => unknown },
    input: unknown,
  ) => {
    await refuseUnchosen(context.desk, name, input)
    return next()
  }
}
