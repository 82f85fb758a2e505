import type { CheckedBag } from '../../formats/bag/check.ts'
import { NOTICE, PRINT_ANSWER } from '../../formats/bag/orders.ts'
import { PAYLOAD, PROFILE_NAME } from '../../formats/bag/plan.ts'
import { readSmall } from '../../formats/bag/walk.ts'
import { decodeJson } from '../../formats/json.ts'
import { printAnswerFormat } from '../../formats/print/order.ts'
import { profileFormat } from '../../formats/profile/profile.ts'
import { text } from '../../lib/bytes.ts'
import { Fault, isFault } from '../../lib/fault.ts'
import { keepNotice, NOTICE_LIMIT, readNotice } from '../outage/index.ts'
import { fileCarriedAnswer } from '../printing/index.ts'
import { offerProfile } from '../settings/index.ts'
import type { Station } from '../station.ts'
import { answerOrder } from './queries.ts'

const SIGNATURE_BYTES = 4096

/** A file of an answer that counts for nothing, and why. */
export type RefusedFile = { path: string; code: string }

/** Does something with every file of a path, or of a kind of paths; one that is refused is named and keeps none of the others. */
export async function each(
  { payload }: CheckedBag,
  which: string | RegExp,
  refused: RefusedFile[],
  act: (path: string) => Promise<number>,
): Promise<number> {
  let sum = 0
  for (const { path } of payload) {
    if (typeof which === 'string' ? path !== which : !which.test(path)) continue
    try {
      sum += await act(path)
    } catch (error) {
      if (!isFault(error) || error.code.startsWith('DISK-')) throw error
      refused.push({ path, code: error.code })
    }
  }
  return sum
}

/** What the site answers to print orders that a bag carried. The bag's own signature is the site's. Answers how many it answered. */
export async function takePrintAnswers(
  station: Station,
  folder: string,
  checked: CheckedBag,
  refused: RefusedFile[],
): Promise<number> {
  return each(checked, PRINT_ANSWER, refused, async (path) => {
    const answer = decodeJson(printAnswerFormat, await readSmall(folder, path, printAnswerFormat.limit))
    if (answer.site !== checked.info?.site) throw new Fault('RECEIPT-SITE', { site: answer.site })
    const bag = checked.info?.answers
    await station.write.transaction((tx) => {
      fileCarriedAnswer(tx, station, answer.items)
      if (bag !== undefined) for (const item of answer.items) answerOrder(tx, bag, item)
    })
    return answer.items.length
  })
}

/**
 * A newer profile that the Dinas gave the site for this station: it waits for an administrator. Refused by code where it is not this
 * station's or nobody signed it who may. Answers its number where it waits anew.
 */
export async function takeProfile(
  station: Station,
  folder: string,
  checked: CheckedBag,
  refused: RefusedFile[],
): Promise<number | null> {
  const sound = new Set(checked.payload.map(({ path }) => path))
  const offered = await each(checked, PROFILE_NAME, refused, async (path) => {
    if (!sound.has(`${path}.minisig`)) throw new Fault('PROFILE-UNSIGNED')
    const bytes = await readSmall(folder, path, profileFormat.limit)
    const signature = text(await readSmall(folder, `${path}.minisig`, SIGNATURE_BYTES))
    const from = checked.info?.site ?? ''
    return (
      (await station.write.transaction((tx) => offerProfile(tx, station, { bytes, signature }, from))) ?? 0
    )
  })
  return offered === 0 ? null : offered
}

/** Notices that the site sent along; what is here already is not kept twice. Answers how many are new. */
export async function takeNotices(
  station: Station,
  folder: string,
  checked: CheckedBag,
  refused: RefusedFile[],
): Promise<number> {
  return each(checked, NOTICE, refused, async (path) => {
    const bytes = await readSmall(folder, path, NOTICE_LIMIT)
    const news = readNotice(bytes, `${checked.info?.site ?? ''} ${path.slice(PAYLOAD.length)}`)
    const { known } = await station.write.transaction((tx) => keepNotice(tx, station, news))
    return known ? 0 : 1
  })
}
