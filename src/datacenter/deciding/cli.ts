import { userInfo } from 'node:os'
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { isFault } from '../../lib/fault.ts'
import { faultLines } from '../desk/words.ts'
import { openSiteAt } from '../site-at.ts'
import type { Terminal } from '../serve.ts'
import type { Site } from '../site.ts'
import { decideCase } from './decide.ts'
import { destroyCard, twoCards } from './two-cards.ts'
import { waitingCases } from './waiting.ts'

export const DECIDE_USAGE =
  'decide --site DIR [--database URL] (--list | --packet ID (--to STATUS | --destroyed CARD) --reason WORDS [--by NAME]) [--json]'

/** Lines of --list. */
const SHOWN = 200

interface Asked {
  readonly packet: string
  /** A status, or the card of several that was destroyed. */
  readonly said: { readonly to: string } | { readonly card: string }
  readonly reason: string
  readonly person: string
}

interface Options {
  readonly dir: string
  readonly database: string | undefined
  readonly json: boolean
  /** Undefined for --list. */
  readonly asked: Asked | undefined
}

function optionsOf(args: readonly string[]): Options | undefined {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        site: { type: 'string' },
        database: { type: 'string' },
        packet: { type: 'string' },
        to: { type: 'string' },
        destroyed: { type: 'string' },
        reason: { type: 'string' },
        by: { type: 'string' },
        list: { type: 'boolean', default: false },
        json: { type: 'boolean', default: false },
      },
    })
    const { site: dir, database, packet, to, destroyed, reason, by, list, json } = values
    if (dir === undefined) return undefined
    if (list)
      return (packet ?? to ?? destroyed) === undefined ? { dir, database, json, asked: undefined } : undefined
    if (packet === undefined || reason === undefined || (to === undefined) === (destroyed === undefined))
      return undefined
    const said = to === undefined ? { card: destroyed ?? '' } : { to }
    return { dir, database, json, asked: { packet, said, reason, person: by ?? userInfo().username } }
  } catch (error) {
    if (error instanceof TypeError) return undefined
    throw error
  }
}

async function showList(site: Site, { json }: Options, terminal: Terminal): Promise<void> {
  const { cases, total } = await waitingCases(site.registry.read, SHOWN)
  const cards = await twoCards(site.registry.read, SHOWN)
  if (json) terminal.out(JSON.stringify({ cases, cards: cards.found, total: total + cards.total }))
  else {
    for (const { record, conflict, others } of cases) {
      const like = others.map(({ packet, likeness }) => `${packet} (${likeness ?? 'conflict'})`).join(', ')
      terminal.out(
        `${record.packet} ${conflict ? 'CONFLICT' : record.status}${like === '' ? '' : ` like ${like}`}`,
      )
    }
    for (const { record, cards: made } of cards.found)
      terminal.out(
        `${record.packet} TWO-CARDS ${made.map(({ order, station }) => `${order} (${station})`).join(', ')}`,
      )
    terminal.out(`${total + cards.total} waiting for a decision`)
  }
}

/** `rekam decide`: exit code 0, 1 where it is refused, 2 for wrong arguments. Works beside a site that serves. */
export async function runDecide(args: readonly string[], terminal: Terminal): Promise<number> {
  const options = optionsOf(args)
  if (!options) {
    terminal.err(`usage: ${DECIDE_USAGE}`)
    return 2
  }
  const { asked, database, json } = options
  try {
    const site = await openSiteAt(resolve(options.dir), database)
    try {
      if (asked) {
        const { said, ...why } = asked
        if ('card' in said) {
          const noted = await destroyCard(site, { ...why, ...said })
          terminal.out(json ? JSON.stringify(noted) : `${noted.packet}: card ${noted.card} destroyed`)
          return 0
        }
        const { decision, repeated } = await decideCase(site, { ...why, ...said })
        const { packet, came_from, decided, person } = decision
        terminal.out(
          json
            ? JSON.stringify({ decision, repeated })
            : `${packet}: ${came_from} -> ${decided}, ${person}${repeated ? ' (decided before)' : ''}`,
        )
      } else await showList(site, options, terminal)
      return 0
    } finally {
      await site.close()
    }
  } catch (error) {
    if (!isFault(error)) throw error
    if (json) terminal.out(JSON.stringify({ code: error.code, params: error.params }))
    else for (const line of faultLines(error)) terminal.err(line)
    return 1
  }
}
