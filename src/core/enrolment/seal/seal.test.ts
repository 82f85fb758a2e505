import { readFileSync, statSync } from 'node:fs'
import { afterEach, expect, test } from 'vitest'
import { checkPacket, compareInnerOuter, openPacket } from '../../../formats/packet/packet.ts'
import { hex, text } from '../../../lib/bytes.ts'
import { sha256 } from '../../../lib/hash.ts'
import { openTestStation, type TestStation } from '../../testing/index.ts'
import { completeDraft, sampleBiodata, sampleCapture } from '../../testing/sample-people.ts'
import { startDraft } from '../draft/start.ts'
import { recordingOf, recordingPhoto } from '../recording/show.ts'
import { packetPath, signaturePath } from './paths.ts'
import { sealDraft } from './seal.ts'

let open: TestStation
afterEach(() => open.close())

test('seals one packet that the recipients open and everyone can judge; the draft is gone', async () => {
  open = await openTestStation()
  const { station, dinas } = open
  const { id } = await completeDraft(station, 1)
  expect(await sealDraft(station, id)).toEqual({ recording: id, seq: 1, proven: true, devices: 1 })
  const recording = recordingOf(station.read, id)!
  const bytes = readFileSync(packetPath(station, id, recording.sealedAt))
  const signature = readFileSync(signaturePath(station, id, recording.sealedAt), 'utf8')
  expect(hex(sha256(bytes))).toBe(recording.sha256)
  expect(bytes.length).toBe(recording.bytes)
  const stamp = checkPacket({ bytes, signature }, station.trust)
  for (const { identity } of [dinas.datacenter, dinas.recovery]) {
    const { manifest, members } = openPacket(bytes, [identity])
    compareInnerOuter(manifest, stamp)
    expect(JSON.parse(text(members.get('biodata.json')!))).toEqual(sampleBiodata(1))
    expect(Buffer.compare(members.get('photo-original.jpg')!, sampleCapture('photo-original', 1))).toBe(0)
    expect(Buffer.compare(members.get('finger-left-ring.png')!, sampleCapture('finger-left-ring', 1))).toBe(0)
    expect(members.size).toBe(21)
  }
  expect(statSync(packetPath(station, id, recording.sealedAt)).mode & 0o777).toBe(0o600)
  expect(recordingPhoto(station.read, id)!.bytes.length).toBeLessThanOrEqual(40_000)
  expect(station.read.all('SELECT id FROM draft')).toEqual([])
  expect(station.read.all('SELECT slot FROM draft_capture')).toEqual([])
})

test('pressed twice, at once and later, it is one recording', async () => {
  open = await openTestStation()
  const { station } = open
  const { id } = await completeDraft(station, 1)
  const [a, b] = await Promise.all([sealDraft(station, id), sealDraft(station, id)])
  expect(a).toEqual(b)
  expect(await sealDraft(station, id)).toEqual(a)
  expect(station.read.all('SELECT id FROM recording')).toHaveLength(1)
})

test('an incomplete draft is refused by name and stays', async () => {
  open = await openTestStation()
  const { station } = open
  const { id } = await startDraft(station, sampleBiodata(1).nik)
  await expect(sealDraft(station, id)).rejects.toMatchObject({
    code: 'ENROLMENT-INCOMPLETE',
    params: { missing: expect.stringContaining('nomor KK') },
  })
  await expect(sealDraft(station, '0'.repeat(26))).rejects.toMatchObject({ code: 'NOT-FOUND' })
  expect(station.read.get('SELECT id FROM draft')).toEqual({ id })
})
