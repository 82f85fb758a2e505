import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { foldHead, H0 } from '../../formats/head/head.ts'
import { checkPacket, compareInnerOuter, openPacket } from '../../formats/packet/packet.ts'
import { verifyProof } from '../../formats/paper/paper.ts'
import { hex } from '../../lib/bytes.ts'
import { packetPath, recordingOf, signaturePath } from '../enrolment/index.ts'
import { seedRecordings } from './seed-recordings.ts'
import { openTestStation, type TestStation } from './test-station.ts'

let open: TestStation
afterEach(() => open.close())

test('seeds are real: they open, verify, chain, and are about as large as asked', async () => {
  open = await openTestStation()
  const { station, dinas } = open
  const ids = [
    ...(await seedRecordings(station, 3, { bytes: 50_000 })),
    ...(await seedRecordings(station, 2, { from: 4 })),
  ]
  const rows = ids.map((id) => recordingOf(station.read, id)!)
  expect(rows.map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5])
  expect(new Set(rows.map(({ nik }) => nik)).size).toBe(5)
  expect(rows.at(-1)!.head).toBe(hex(foldHead(H0, rows)))
  for (const { id, sealedAt, bytes: size, proof, seq, head } of rows) {
    const bytes = readFileSync(packetPath(station, id, sealedAt))
    const signature = readFileSync(signaturePath(station, id, sealedAt), 'utf8')
    const { manifest } = openPacket(bytes, [dinas.recovery.identity])
    compareInnerOuter(manifest, checkPacket({ bytes, signature }, station.trust))
    expect(bytes.length).toBe(size)
    expect(verifyProof(proof, station.trust)).toMatchObject({ id, seq, head })
  }
  expect(rows[0]!.bytes).toBeGreaterThan(47_000)
  expect(rows[0]!.bytes).toBeLessThan(53_000)
  expect(readdirSync(join(station.paths.packets, '202611'))).toHaveLength(10)
})

test('hundreds go in several transactions', async () => {
  open = await openTestStation()
  const ids = await seedRecordings(open.station, 450, { bytes: 3000 })
  expect(new Set(ids).size).toBe(450)
  expect(open.station.read.get('SELECT max(seq) AS last, count(*) AS n FROM recording')).toEqual({
    last: 450,
    n: 450,
  })
})
