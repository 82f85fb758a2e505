import { randomBytes } from 'node:crypto'
import { boxCapture } from '../enrolment/capture-box.ts'
import { draftRow, placeOf, SMALL_PHOTO, type StoredSlot } from '../enrolment/draft/rows.ts'
import { startDraft } from '../enrolment/draft/start.ts'
import { REQUIRED, SLOTS } from '../enrolment/slots.ts'
import { hex } from '../../lib/bytes.ts'
import { sha256 } from '../../lib/hash.ts'
import type { Station } from '../station.ts'
import { sampleJpeg } from './images.ts'
import { sampleBiodata } from './sample-people.ts'

const META = JSON.stringify({ device: 'CONTOH', attempts: 1 })

/**
 * The n-th sample person's draft that lacks nothing, made in one transaction: for benches and crash tests. Its captures are noise, about
 * `bytes` together: sealing looks at no picture. The small photo is one, as letters show it. Answers the draft's id.
 */
export async function quickDraft(station: Station, n: number, bytes = 20_000): Promise<string> {
  const biodata = sampleBiodata(n)
  const { id } = await startDraft(station, biodata.nik)
  const { key } = draftRow(station.read, id)!
  const each = Math.max(1, Math.floor(bytes / REQUIRED.length))
  await station.write.transaction((tx) => {
    const put = (slot: StoredSlot, media: string, capture: Uint8Array) => {
      const box = boxCapture(key, station.ports.random, placeOf(id, slot), capture)
      const digest = hex(sha256(capture))
      tx.run(
        'INSERT OR REPLACE INTO draft_capture (draft, slot, media, bytes, sha256, meta, version) VALUES (?, ?, ?, ?, ?, ?, 1)',
        [id, slot, media, box, digest, META],
      )
    }
    for (const slot of REQUIRED) put(slot, SLOTS[slot].media[0]!, randomBytes(each))
    put(SMALL_PHOTO, 'image/jpeg', sampleJpeg(90, 120))
    tx.run('UPDATE draft SET biodata = ?, confirmed = 1, truth = 1, photo_approved = 1 WHERE id = ?', [
      JSON.stringify(biodata),
      id,
    ])
  })
  return id
}
