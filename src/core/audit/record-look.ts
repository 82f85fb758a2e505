import { idSchema } from '../../contract/ids.ts'
import type { Look } from '../../contract/reads.ts'
import type { Station } from '../station.ts'
import { recordAct } from './record-act.ts'

const MINUTE_MS = 60_000
/** How long one look lasts from one question to the next: a page that asks again, a person who types. */
const AGAIN_MS = { looking: MINUTE_MS, typing: 10 * MINUTE_MS } as const
/** A page that is left open is told again. */
const LONGEST_MS = 60 * MINUTE_MS
/** Looks of a session that are remembered. */
const MOST = 500

/** Which part of a list, and how much of it: the same look. */
const PLACES: readonly string[] = ['after', 'before', 'from', 'limit']

interface Going {
  readonly text: string
  readonly began: number
  readonly at: number
  /** Its entry in the chain. */
  readonly written: Promise<unknown>
}

const looks = new WeakMap<Station['write'], Map<string, Going>>()

/** Whether the words are still being typed, or were asked for again. */
const goesOn = (before: string, now: string) =>
  before === now || (before !== '' && (now.startsWith(before) || before.startsWith(now)))

/** The look that goes on with this question, or undefined where one begins. */
function goingOn(
  going: ReadonlyMap<string, Going>,
  key: string,
  { text, at }: { readonly text: string; readonly at: number },
): Going | undefined {
  const before = going.get(key)
  const again = text === '' ? AGAIN_MS.looking : AGAIN_MS.typing
  const same =
    before !== undefined &&
    goesOn(before.text, text) &&
    Math.abs(at - before.at) < again &&
    Math.abs(at - before.began) < LONGEST_MS
  return same ? before : undefined
}

/**
 * Writes a look down where one begins, and waits for it where it goes on: who asks twice at once is answered no sooner than the entry is there. What could not be
 * written is no look that goes on.
 */
async function once(
  station: Station,
  key: string,
  text: string,
  write: () => Promise<unknown>,
): Promise<void> {
  const at = station.ports.now().getTime()
  const going = looks.get(station.write) ?? new Map<string, Going>()
  looks.set(station.write, going)
  const before = goingOn(going, key, { text, at })
  const look: Going = { text, began: before?.began ?? at, at, written: before?.written ?? write() }
  // The latest at the end: what is forgotten is what was looked at longest ago.
  going.delete(key)
  going.set(key, look)
  for (const [oldest] of going) if (going.size > MOST) going.delete(oldest)
  try {
    await look.written
  } catch (error) {
    if (going.get(key)?.written === look.written) going.delete(key)
    throw error
  }
}

const fieldsOf = (input: unknown): Record<string, unknown> =>
  typeof input === 'object' && input !== null && !Array.isArray(input) ? { ...input } : {}

/** The id that an input names, or null where it is none: nothing else than an id may enter the chain in clear. */
export function lookedAt({ of }: Look, input: unknown): string | null {
  if (of === undefined) return null
  const id = idSchema.safeParse(fieldsOf(input)[of])
  return id.success ? id.data : null
}

/**
 * Records that somebody looks at residents' data, once for one look: the same account with the same question, asked again within a minute (typing: within ten, as long
 * as the words are longer or shorter by some), for an hour at the most. An id is the act's subject; of anything else only a salted commitment enters the chain.
 */
export async function recordLook(station: Station, look: Look, input: unknown): Promise<void> {
  const { account } = station.actor
  const subject = lookedAt(look, input)
  const fields = fieldsOf(input)
  const said = look.words === undefined ? undefined : fields[look.words]
  const text = typeof said === 'string' ? said.trim() : ''
  const act = look.words !== undefined && text === '' ? look.listed : look.act
  if (act === undefined) return
  const asked = Object.entries(fields)
    .filter(([field, value]) => field !== look.words && value !== undefined && !PLACES.includes(field))
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
  const key = JSON.stringify([account, act, subject ?? asked])
  const question = { ...Object.fromEntries(asked), ...(text === '' ? {} : { text }) }
  await once(station, key, text, () =>
    station.write.transaction((tx) =>
      subject === null ? recordAct(tx, station, act, '', question) : recordAct(tx, station, act, subject),
    ),
  )
}
