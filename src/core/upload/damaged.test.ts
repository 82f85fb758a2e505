import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { packetPath, signaturePath } from '../enrolment/index.ts'
import type { TestStation } from '../testing/index.ts'
import { uploadStatus } from './status.ts'
import { openStationWithSite, sealed, type TestSite } from './testing/sites.ts'
import { uploadOnce } from './upload.ts'

let open: TestStation
let site: TestSite
beforeEach(async () => {
  const both = await openStationWithSite()
  open = both.open
  site = both.site
})
afterEach(async () => {
  await site.close()
  await open.close()
})

/** Where a new packet and its signature lie. */
async function lying(): Promise<{ id: string; packet: string; signature: string }> {
  const id = await sealed(open, 1000)
  const { at } = open.station.read.get<{ at: string }>('SELECT sealed_at AS at FROM recording WHERE id = ?', [
    id,
  ])!
  return { id, packet: packetPath(open.station, id, at), signature: signaturePath(open.station, id, at) }
}
const rot = (path: string) => writeFileSync(path, readFileSync(path).fill(65, 120, 124))

test('what lies damaged here keeps none of the others: a packet that is gone, or its signature over bytes that are others', async () => {
  const [gone, rotten] = [await lying(), await lying()]
  await lying()
  rmSync(gone.packet)
  rmSync(rotten.signature)
  rot(rotten.packet)
  expect(await uploadOnce(open.station)).toMatchObject({ received: 1 })
  expect(uploadStatus(open.station).work).toMatchObject([{ code: 'FILE-MISSING' }, { code: 'FILE-MISSING' }])
})

test('a signature that rotted or went here is made again as it was sealed, and its packet received', async () => {
  const [rotten, gone] = [await lying(), await lying()]
  const due = [rotten, gone].map(({ signature }) => readFileSync(signature))
  rot(rotten.signature)
  rmSync(gone.signature)
  expect(await uploadOnce(open.station)).toEqual({ sent: 2, received: 2, refused: 0 })
  expect([rotten, gone].map(({ signature }) => readFileSync(signature))).toEqual(due)
  const remade = "SELECT subject FROM audit WHERE act = 'recording.signature-remade'"
  const subjects = open.station.read.all<{ subject: string }>(remade).map(({ subject }) => subject)
  expect(subjects.toSorted()).toEqual([rotten.id, gone.id].toSorted())
})
