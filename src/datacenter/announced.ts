import { PACKET_LIMIT } from '../formats/packet/packet.ts'
import { holdAgainst } from '../formats/trust/trust.ts'
import type { Announce, AnnounceItem, AnswerItem } from '../formats/wire/wire.ts'
import { Fault, isFault } from '../lib/fault.ts'
import { announcedStamp } from './admit.ts'
import type { NewEntry } from './registry/entries.ts'
import { newestReceipt } from './registry/reports.ts'
import { packReceipt, type Site } from './site.ts'

/** Sealed bytes are a little more than what is sealed. */
export const SEALED_LIMIT = PACKET_LIMIT + (1 << 20)

/** Says of each announced packet: wanted, already received (with its receipt), or refused by code. */
export async function answerAnnounced(
  site: Site,
  { station, items: asked }: Announce,
): Promise<AnswerItem[]> {
  const items: AnswerItem[] = []
  const wanted: NewEntry[] = []
  for (const item of asked) {
    const { id, sha256, attempt } = item
    try {
      const receipt = await newestReceipt(site.registry.read, id, sha256, attempt)
      if (receipt) {
        items.push({ id, sha256, attempt, verdict: 'received', receipt: packReceipt(receipt) })
        continue
      }
      wanted.push(await admit(site, station, item))
      items.push({ id, sha256, attempt, verdict: 'wanted' })
    } catch (error) {
      if (!isFault(error)) throw error
      items.push({ id, sha256, attempt, verdict: 'refused', code: error.code })
    }
  }
  if (wanted.length > 0) await site.registry.announce(wanted)
  return items
}

/** Who sealed it is judged now, the bytes when they are here. A station speaks of its own packets alone. */
async function admit(site: Site, station: string, item: AnnounceItem): Promise<NewEntry> {
  const { epoch, seq, ...stamp } = announcedStamp(item.signature, site.trust)
  holdAgainst(stamp, { id: item.id, station })
  if (item.bytes > SEALED_LIMIT) throw new Fault('PACKET-TOO-LARGE')
  if (item.bytes === 0) throw new Fault('PACKET-EMPTY')
  const { id: packet, sha256, attempt, bytes, signature } = item
  if (await site.registry.conflicts(packet, sha256)) throw new Fault('PACKET-CONFLICT')
  return { packet, sha256, attempt, bytes, station, epoch, seq, signature }
}
