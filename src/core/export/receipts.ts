import { resolve } from 'node:path'
import { type BagProblem, type CheckedBag, checkBag } from '../../formats/bag/check.ts'
import { PAYLOAD } from '../../formats/bag/plan.ts'
import { fatalProblem } from '../../formats/bag/verdict.ts'
import { readSmall } from '../../formats/bag/walk.ts'
import type { Signed } from '../../formats/trust/comment.ts'
import { text } from '../../lib/bytes.ts'
import { type Fault, isFault } from '../../lib/fault.ts'
import { recordAct } from '../audit/index.ts'
import type { WriteTx } from '../db/handles.ts'
import { refuse } from '../refuse.ts'
import type { Station } from '../station.ts'
import { fileReceipt } from '../upload/index.ts'
import { takeNotices, takePrintAnswers, takeProfile } from './beside.ts'
import { enterAnswered } from './interrupted.ts'
import { noteStep } from './life.ts'
import { anyBag, settleBags } from './queries.ts'
import { takeRefusals, takeRefusalsBeyond } from './refusals.ts'

export interface TakenReceipts {
  readonly taken: number
  readonly known: number
  /** Answers about cards, and notices that were not here yet. */
  readonly cards: number
  readonly notices: number
  /** Number of a newer profile that came along and waits for an administrator. */
  readonly profile: number | null
  /** Packets of our bag that the site did not take, or the centre of what it passed on, and that have no receipt. */
  readonly refusals: number
  readonly refused: { path: string; code: string }[]
}

const RECEIPT = /^data\/[1-9]\d{0,15}\.json$/
const LIMIT = 16 << 10
/** Receipts per transaction: a kill in between loses none that was counted, and reading the bag again goes on. */
const BATCH = 200

const UNSAFE = new Set(['BAG-FETCH', 'BAG-LINK', 'BAG-NAME', 'BAG-CASE'])

/** The problem in the words of the catalogue. */
function refusalFor({ code, path, why }: BagProblem): Fault {
  if (UNSAFE.has(code)) return refuse('BAG-UNSAFE', { path: path ?? 'fetch.txt' })
  if (code === 'BAG-SIGNATURE') return refuse('BAG-UNTRUSTED')
  return refuse('BAG-DAMAGED', { why: [code, path, why].filter(Boolean).join(' ') })
}

async function judged(station: Station, folder: string): Promise<CheckedBag> {
  let checked: CheckedBag
  try {
    checked = await checkBag(folder, station.trust)
  } catch (error) {
    throw isFault(error, 'BAG-LIMIT') ? refuse('BAG-DAMAGED', { why: 'BAG-LIMIT' }, error) : error
  }
  const fatal = fatalProblem(checked)
  if (fatal) throw refusalFor(fatal)
  if (!checked.signer) throw refuse('BAG-UNTRUSTED')
  if (checked.info?.kind !== 'receipts') throw refuse('BAG-DAMAGED', { why: checked.info?.kind ?? 'kind' })
  return checked
}

/** An answer to one of our bags proves that it arrived, also when not all of it was taken, and when it was thought lost. */
function noteAnswer(tx: WriteTx, station: Station, bag: string | undefined, site: string): void {
  const row = bag === undefined ? undefined : anyBag(tx, bag)
  if (!row || !['made', 'handed-over', 'lost'].includes(row.state)) return
  const now = station.ports.now().toISOString()
  tx.run(`UPDATE bag SET state = 'arrived', arrived_at = ?, lost_at = NULL WHERE id = ?`, [now, row.id])
  noteStep(tx, station, row.id, { state: 'arrived', who: site })
}

interface Receipt {
  readonly path: string
  readonly signed: Signed
}

async function* receiptsIn(folder: string, { payload }: CheckedBag, refused: TakenReceipts['refused']) {
  const sound = new Set(payload.map(({ path }) => path))
  let batch: Receipt[] = []
  for (const path of sound) {
    const signature = `${path}.minisig`
    if (!path.startsWith(PAYLOAD) || !RECEIPT.test(path)) continue
    if (!sound.has(signature)) {
      refused.push({ path, code: 'BAG-MISSING' })
      continue
    }
    try {
      const bytes = await readSmall(folder, path, LIMIT)
      batch.push({ path, signed: { bytes, signature: text(await readSmall(folder, signature, LIMIT)) } })
    } catch (error) {
      if (!isFault(error) || error.code.startsWith('DISK-')) throw error
      refused.push({ path, code: error.code })
    }
    if (batch.length < BATCH) continue
    yield batch
    batch = []
  }
  yield batch
}

/**
 * Reads a bag of receipts that was carried here. The bag is judged as a whole first; then each receipt counts by its own signature,
 * and what is foreign, forged or damaged is named by code. The same bag again changes nothing. BAG-UNSAFE, BAG-DAMAGED,
 * BAG-UNTRUSTED, FILE-MISSING, DISK-*.
 */
export async function takeReceipts(station: Station, path: string): Promise<TakenReceipts> {
  const folder = resolve(path)
  const checked = await judged(station, folder)
  const refused: TakenReceipts['refused'] = checked.problems.flatMap(({ code, path: file }) =>
    file === undefined ? [] : [{ path: file, code }],
  )
  const { answers } = checked.info ?? {}
  if (answers !== undefined) await station.write.transaction((tx) => enterAnswered(tx, station, answers))
  const count = { taken: 0, known: 0 }
  for await (const batch of receiptsIn(folder, checked, refused)) {
    await station.write.transaction((tx) => {
      for (const { path: file, signed } of batch) {
        try {
          count[fileReceipt(tx, station, signed, 'bag')]++
        } catch (error) {
          if (!isFault(error)) throw error
          refused.push({ path: file, code: error.code })
        }
      }
    })
  }
  const cards = await takePrintAnswers(station, folder, checked, refused)
  const notices = await takeNotices(station, folder, checked, refused)
  const profile = await takeProfile(station, folder, checked, refused)
  const refusals =
    (await takeRefusals(station, folder, checked, refused)) +
    (await takeRefusalsBeyond(station, folder, checked, refused))
  await station.write.transaction((tx) => {
    const { info } = checked
    noteAnswer(tx, station, info?.answers, info?.site ?? '')
    const answered = settleBags(tx)
    for (const bag of answered) noteStep(tx, station, bag, { state: 'answered', who: info?.site ?? '' })
    recordAct(tx, station, 'export.receipts', info?.id ?? '', {
      ...count,
      cards,
      notices,
      refusals,
      refused: refused.length,
      answered: answered.length,
    })
  })
  station.changed('export')
  station.changed('upload')
  if (cards > 0) station.changed('printing')
  if (profile !== null) station.changed('settings')
  return { ...count, cards, notices, profile, refusals, refused }
}
