import type { Printer, PrintState } from '../../ports.ts'

/** `lpoptions -p X`: `name=value` separated by spaces, values with spaces in single or double quotes or with backslashes. */
export function readOptions(text: string): Map<string, string> {
  const found = new Map<string, string>()
  for (const match of text.matchAll(/([^\s=]+)=((?:'[^']*'|"[^"]*"|\\.|[^\s'"\\])*)/g))
    found.set(match[1]!, match[2]!.replaceAll(/'([^']*)'|"([^"]*)"|\\(.)/g, '$1$2$3'))
  return found
}

/** `lpoptions -p X -l`: a line an option, `Keyword/Words: choice *default choice`. */
export function readChoices(text: string): Map<string, string[]> {
  const found = new Map<string, string[]>()
  for (const line of text.split('\n')) {
    const [, name, choices] = /^([^/:\s]+)(?:\/[^:]*)?:\s*(.*)$/.exec(line) ?? []
    if (name !== undefined)
      found.set(
        name,
        (choices ?? '')
          .split(/\s+/)
          .filter(Boolean)
          .map((choice) => choice.replace(/^\*/, '')),
      )
  }
  return found
}

const CUSTOM = 'Custom.WIDTHxHEIGHT'

/** F4 (215 x 330 mm) by the names that drivers have for it; the exact size before those that are some millimetres off. */
const NAMES = {
  A4: ['A4', 'iso_a4_210x297mm', CUSTOM],
  F4: [
    'F4',
    CUSTOM,
    'FanFoldGermanLegal',
    'w612h936',
    '216x330mm',
    'Folio',
    'om_folio_210x330mm',
    '210x330mm',
  ],
} as const
const EXACT = { A4: 'Custom.210x297mm', F4: 'Custom.215x330mm' } as const

/** What `media` has to say for a paper, or undefined where the printer does not offer it. A queue without a list takes any. */
export function mediaFor(paper: 'A4' | 'F4', sizes: readonly string[] | undefined): string | undefined {
  if (!sizes) return paper === 'A4' ? 'A4' : EXACT.F4
  const name = NAMES[paper].find((known) => sizes.includes(known))
  return name === CUSTOM ? EXACT[paper] : name
}

const has = (reasons: string, words: RegExp) => words.test(reasons)
const EMPTY = /\bmedia-(empty|needed)\b/
const OFFLINE = /\b(offline|connecting-to-device|timed-out)\b/

/** A printer's state from its IPP state (3 idle, 4 processing, 5 stopped) and reasons. */
export function printerState(state: string | undefined, reasons: string): Printer['state'] {
  if (has(reasons, EMPTY)) return 'out-of-paper'
  if (has(reasons, OFFLINE)) return 'offline'
  if (state === '5') return 'stopped'
  return state === '4' ? 'printing' : 'ready'
}

const HELD_UP: readonly (readonly [RegExp, NonNullable<PrintState['why']>])[] = [
  [/\bmedia-jam\b/, 'jam'],
  [/\b(cover|door|interlock)-open\b/, 'cover'],
  [/\b(toner|marker-supply)-empty\b/, 'ink'],
  [OFFLINE, 'offline'],
  [/\b(paused|stopped|shutdown|moving-to-paused)\b/, 'stopped'],
]

/** What holds a printer up by its `printer-state-reasons`, or null. */
export function heldUpBy(reasons: string): PrintState['why'] {
  return HELD_UP.find(([words]) => words.test(reasons))?.[1] ?? null
}

/** RFC 8011, 5.3.7: job-state. */
const JOB = { pending: 3, held: 4, processing: 5, stopped: 6, canceled: 7, aborted: 8, completed: 9 } as const

/** A job's state from its IPP job-state and its printer's reasons. */
export function jobState(state: number | undefined, reasons: string): PrintState {
  switch (state) {
    case JOB.pending:
    case JOB.held:
      return { state: 'queued', why: heldUpBy(reasons) }
    case JOB.processing:
      return has(reasons, EMPTY)
        ? { state: 'out-of-paper', why: null }
        : { state: 'printing', why: heldUpBy(reasons) }
    case JOB.completed:
      return { state: 'done', why: null }
    case JOB.canceled:
      return { state: 'failed', why: 'cancelled' }
    // Stopped: its filter failed; it lies in the queue and would be printed by whoever starts it again.
    case JOB.stopped:
    case JOB.aborted:
      return { state: 'failed', why: 'aborted' }
    default:
      return { state: 'unknown', why: null }
  }
}
