import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { encodeBundle } from '../../formats/trust/bundle.ts'
import type { Signed } from '../../formats/trust/comment.ts'
import { runBackup } from '../backup/index.ts'
import { handsHere } from '../backup/testing/here.ts'
import { seedPackets } from '../backup/testing/seed.ts'
import { certificateRequest, certify } from '../settings/index.ts'
import { openRestored, restoreInto, type Restored, type Rig, rigWith, rowsOf } from './testing/rig.ts'

let rig: Rig
const opened: Restored[] = []
beforeEach(async () => {
  rig = await rigWith([2])
})
afterEach(async () => {
  for (const { store } of opened.splice(0)) store.close()
  await rig.on.close()
})

async function restored(name: string, over: Parameters<typeof restoreInto>[2] = {}): Promise<Restored> {
  const result = await restoreInto(rig, name, over)
  const one = { ...(await openRestored(rig, name)), result }
  opened.push(one)
  return one
}

/** The next generation seals two packets and backs them up to the same disk. */
async function goOn({ station }: Restored): Promise<void> {
  await seedPackets(station, 2)
  const on = Object.create(station, { ports: { value: { ...station.ports, volumes: rig.on.ports.volumes } } })
  await runBackup(on as typeof station, rig.disk.mount, { hands: () => handsHere() })
}

function certified({ station }: Restored): Signed {
  return certify(rig.on.dinas.root, certificateRequest(station.read), 900 + station.epoch.position)
}

async function file(of: Restored): Promise<void> {
  const { bytes, signature } = certified(of)
  await of.station.write.transaction((tx) =>
    tx.run('UPDATE epoch SET certificate = ?, certificate_signature = ? WHERE id = ?', [
      Buffer.from(bytes).toString(),
      signature,
      of.station.epoch.id,
    ]),
  )
  of.station.reload()
}

test('a station that was restored, certified and went on is restored again: all generations are there', async () => {
  const second = await restored('second')
  await file(second)
  await goOn(second)
  const third = await restored('third')
  expect(third.result).toMatchObject({
    packets: 4,
    missing: [],
    damaged: [],
    epoch: second.station.epoch.id,
    newestHead: 'known',
    state: { recordings: 4 },
  })
  expect(third.station.epoch).toMatchObject({ position: 3, parent: second.station.epoch.id })
  expect(rowsOf(third.store, 'recording')).toEqual(rowsOf(second.store, 'recording'))
  await file(third)
  await goOn(third)
  const fourth = await restored('fourth')
  expect(fourth.result).toMatchObject({ packets: 6, missing: [], newestHead: 'known' })
  expect(fourth.station.epoch.position).toBe(4)
})

test('what a station sealed before the Dinas certified it counts once the certificate is brought', async () => {
  const second = await restored('second')
  await goOn(second)
  const without = await restored('without')
  expect(without.result).toMatchObject({ packets: 2, state: { recordings: 2 } })
  expect(without.result.damaged).toMatchObject([{ why: expect.stringContaining('TRUST-UNKNOWN-KEY') }])
  const certificates = join(rig.on.temp('dinas'), 'CERTS.JSN')
  writeFileSync(certificates, encodeBundle([certified(second)]))
  const { result } = await restored('with', { certificates })
  expect(result).toMatchObject({ packets: 4, missing: [], damaged: [], newestHead: 'known' })
})

test('two stations restored from one disk are two epochs; both generations come together', async () => {
  const [one, two] = [await restored('one'), await restored('two')]
  for (const branch of [one, two]) {
    await file(branch)
    branch.ports.clock.advance(60_000)
    await goOn(branch)
  }
  const { result, station } = await restored('merged')
  expect(result).toMatchObject({ packets: 6, missing: [] })
  const epochs = station.read.all('SELECT id FROM epoch')
  expect(epochs).toHaveLength(4)
})
