import { z } from 'zod'
import type { PrintPaper } from '../../formats/print/paper.ts'
import { fenceFloor } from '../../formats/print/fence.ts'
import { putSetting, setting } from '../registry/settings.ts'
import { cardsOf, type MadeCard, wasSpoilt } from './papers.ts'
import type { SqlReader, SqlTx } from '../store/sql.ts'

/** The print right of one packet as a site knows it. */
export interface Right {
  readonly packet: string
  readonly owner: string
  readonly fence: number
  /** free: nobody may print. granted: `card` (an order) may be printed by `station`. printed: there is a card. */
  readonly state: 'free' | 'granted' | 'printed'
  readonly card: string | null
  readonly station: string | null
  /** A second order under which a card exists: a person decides which one is destroyed (`two-cards.ts`). */
  readonly conflict: string | null
}

/** The newest declaration: who owns all rights that were given in earlier terms. */
interface Term {
  readonly term: number
  readonly owner: string
}

const TERM = 'print-term'
const termSchema = z.object({ term: z.int().min(1), owner: z.string() })

export async function termNow(db: SqlReader): Promise<Term> {
  const kept = await setting(db, TERM)
  return kept === undefined ? { term: 0, owner: 'mmu' } : termSchema.parse(JSON.parse(kept))
}

/** How the right of a packet stands under the newest declaration. */
export async function rightOf(db: SqlReader, packet: string): Promise<Right> {
  const { term, owner } = await termNow(db)
  const floor = fenceFloor(term)
  const row = await db.get<Right>('SELECT * FROM print_right WHERE packet = ?', [packet])
  if (!row) return { packet, owner, fence: floor, state: 'free', card: null, station: null, conflict: null }
  // What an owner of an earlier term granted stands: its card may be printed. Only who goes on from there is another.
  return row.fence < floor ? { ...row, owner, fence: floor } : row
}

async function putRight(tx: SqlTx, right: Right): Promise<void> {
  const { packet, owner, fence, state, card, station, conflict } = right
  await tx.run(
    `INSERT INTO print_right (packet, owner, fence, state, card, station, conflict) VALUES (?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (packet) DO UPDATE SET owner = excluded.owner, fence = excluded.fence, state = excluded.state, card = excluded.card,
       station = excluded.station, conflict = excluded.conflict`,
    [packet, owner, fence, state, card, station, conflict],
  )
}

type Result = Extract<PrintPaper, { kind: 'result' }>

/** A card that exists is a fact, whatever the fences say; a misprint frees the right of its own order alone. How many there are is said by all papers together. */
function afterResult(right: Right, { order, station, outcome, fence }: Result): Right {
  const highest = Math.max(right.fence, fence)
  if (outcome === 'spoilt') {
    // Also where its grant is not known here yet: it is below, when it comes.
    return right.card === order
      ? { ...right, fence: highest, state: 'free', card: null }
      : { ...right, fence: highest }
  }
  return { ...right, fence: highest, state: 'printed', card: order, station }
}

/** What a paper makes of a right. Papers may come in any order and twice: the higher fence counts. */
export function after(right: Right, paper: Exclude<PrintPaper, { kind: 'declaration' }>): Right {
  if (paper.kind === 'result') return afterResult(right, paper)
  if (paper.fence <= right.fence) return right
  const { fence } = paper
  if (paper.kind === 'transfer') return { ...right, fence, owner: paper.to }
  if (right.state === 'printed') return { ...right, fence, owner: paper.site }
  return { ...right, fence, owner: paper.site, state: 'granted', card: paper.order, station: paper.station }
}

/** Applies one paper, in the caller's transaction. */
export async function apply(tx: SqlTx, paper: PrintPaper): Promise<void> {
  if (paper.kind === 'declaration') {
    const now = await termNow(tx)
    const said = { term: Math.floor(paper.fence / fenceFloor(1)), owner: paper.site }
    // Two sites that declare each other dead in one term: MMU, the one of the even number, counts for both.
    const counts = said.term > now.term || (said.term === now.term && said.owner === 'mmu')
    if (counts) await putSetting(tx, TERM, JSON.stringify(said))
    return
  }
  const { packet } = paper
  const overtaken =
    paper.kind === 'result' && paper.outcome !== 'spoilt' && (await wasSpoilt(tx, packet, paper.order))
  if (overtaken) return
  const right = after(await rightOf(tx, packet), paper)
  await putRight(tx, paper.kind === 'result' ? holding(right, await cardsOf(tx, packet)) : right)
}

/** The right with the cards that there are: the one of the first order counts, the next is too many. */
function holding(right: Right, [first, second]: readonly MadeCard[]): Right {
  if (first === undefined) return { ...right, conflict: null }
  const { order: card, station } = first
  return { ...right, state: 'printed', card, station, conflict: second?.order ?? null }
}
