import { receiptsFor, takeCentralWords, waitingForCentre, writeForward } from './forward.ts'
import type { DeskAnswer } from './intake-desk.ts'
import type { Site } from './site.ts'

/** One of them is asked for; none for the list. */
export interface PostTask {
  readonly out?: string | undefined
  readonly answer?: string | undefined
  readonly receipts?: string | undefined
}

/** What a collecting post is asked for on a terminal. Faults FORWARD-POST, BAG-*, FILE-MISSING, DISK-*. */
export async function atPost(site: Site, { out, answer, receipts }: PostTask): Promise<DeskAnswer> {
  if (out !== undefined) {
    const forwarded = await writeForward(site, out)
    if (!forwarded) return { json: { forwarded }, lines: ['nothing waits for the centre'], code: 0 }
    const { folder, packets, unread } = forwarded
    const lines = [
      `${packets} packets in ${folder}`,
      ...unread.map(({ packet, station, code }) => `cannot be read: ${code} ${packet} of ${station}`),
    ]
    return { json: { forwarded }, lines, code: unread.length === 0 ? 0 : 1 }
  }
  if (answer !== undefined) {
    const words = await takeCentralWords(site, answer)
    const lines = [
      `${words.taken} receipts taken, ${words.known} known`,
      ...words.refused.map(({ path, code }) => `refused ${code} ${path}`),
      ...words.refusals.map(
        ({ packet, code }) => `not taken by the centre: ${code} ${packet ?? 'the whole bag'}`,
      ),
    ]
    return { json: words, lines, code: words.refused.length + words.refusals.length === 0 ? 0 : 1 }
  }
  if (receipts !== undefined) {
    const bags = await receiptsFor(site, receipts)
    const lines = bags.map(({ station, folder }) => `${station}: ${folder}`)
    return {
      json: { bags },
      lines: lines.length > 0 ? lines : ['the centre has answered nothing yet'],
      code: 0,
    }
  }
  const waiting = await waitingForCentre(site.registry.read)
  const lines = waiting.map(({ station, packets, since }) => `${station}: ${packets} packets since ${since}`)
  return { json: { waiting }, lines: lines.length > 0 ? lines : ['nothing waits for the centre'], code: 0 }
}
