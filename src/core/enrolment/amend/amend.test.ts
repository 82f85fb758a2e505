import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Amendment } from '../../../contract/amendment.ts'
import { decodeAmendment } from '../../../formats/amendment/amendment.ts'
import { signReceipt } from '../../../formats/receipt/receipt.ts'
import { text } from '../../../lib/bytes.ts'
import type { WriteTx } from '../../db/handles.ts'
import { setLocal } from '../../db/local.ts'
import { waitingForBag } from '../../export/index.ts'
import type { Actor } from '../../station.ts'
import {
  openTestStation,
  quickDraft,
  sampleBiodata,
  sampleCapture,
  seedRecordings,
  type TestStation,
} from '../../testing/index.ts'
import { fileReceipt, nextPackets } from '../../upload/index.ts'
import { saveCapture } from '../draft/captures.ts'
import { discardDraft } from '../draft/discard.ts'
import { lastRecordingOf, startDraft } from '../draft/start.ts'
import { setException } from '../exceptions/note.ts'
import { approveRecorded } from '../exceptions/approve.ts'
import { listRecordings } from '../recording/list.ts'
import { showRecording } from '../recording/show.ts'
import { statusOf } from '../recording/status.ts'
import { sealDraft } from '../seal/seal.ts'
import { amendRecording, openSupplement } from './amend.ts'
import { currentBiodata } from './current.ts'
import { correction, opened } from './testing/amending.ts'

let open: TestStation
let id: string
beforeEach(async () => {
  open = await openTestStation()
  ;[id] = (await seedRecordings(open.station, 1, { bytes: 3000 })) as [string]
})
afterEach(() => open.close())

const PENYELIA: Actor = { account: 'penyelia', role: 'penyelia' }
const supervised = () => ({ ...open.station, actor: PENYELIA })
const OLD = sampleBiodata(1)
const NIK = '5272014103850009'
const VOID: Amendment = { kind: 'cancellation', reason: 'orang yang salah' }
const sendable = () =>
  nextPackets(open.station.read, { site: 'mmu', after: 0, limit: 100, now: null }).map((one) => one.id)
const baggable = () => waitingForBag(open.station.read).map((one) => one.id)
const members = (packet: string) => opened(open, packet)

test('a wrong NIK and name are mended by a packet of its own; the original stays as it was sealed', async () => {
  const before = open.station.read.get('SELECT * FROM recording WHERE id = ?', [id])
  const wrong = correction(
    ['nik', OLD.nik, NIK],
    ['nama', OLD.nama, 'CONTOH SATOE'],
    ['namaAyah', '', 'AYAH'],
  )
  const sealed = await amendRecording(open.station, id, wrong)
  expect(sealed.seq).toBe(2)
  const { manifest, members: inside } = members(sealed.recording)
  expect(manifest).toMatchObject({ kind: 'amendment', amends: id })
  expect(decodeAmendment(inside.get('amendment.json')!)).toMatchObject({
    ...wrong,
    amends: id,
    role: 'operator',
  })
  const now = { ...OLD, nik: NIK, nama: 'CONTOH SATOE', namaAyah: 'AYAH' }
  expect(JSON.parse(text(inside.get('biodata.json')!))).toEqual(now)
  expect(text(inside.get('audit.ndjson')!)).toContain('amendment.started')
  expect(open.station.read.get('SELECT * FROM recording WHERE id = ?', [id])).toEqual(before)
  // Everywhere it is the corrected person now.
  expect(await showRecording(open.station, id)).toMatchObject({
    nik: NIK,
    biodata: now,
    amending: [],
    amendments: [{ id: sealed.recording, seq: 2, amendment: wrong, received: false }],
  })
  expect(lastRecordingOf(open.station.read, OLD.nik)).toBeUndefined()
  expect(lastRecordingOf(open.station.read, NIK)).toMatchObject({ id })
  await expect(startDraft(open.station, NIK)).rejects.toMatchObject({ code: 'ALREADY-RECORDED' })
  for (const words of ['satoe', NIK]) {
    const { rows } = listRecordings(open.station, { text: words, limit: 5 })
    expect(rows.map((row) => [row.id, row.name])).toEqual([[id, 'CONTOH SATOE']])
  }
})

test('while it is being amended it goes nowhere; then the amendment goes first by line, both together by hand', async () => {
  expect(sendable()).toEqual([id])
  await expect(
    amendRecording(
      { ...open.station, paths: { ...open.station.paths, folder: '/nonexistent' } },
      id,
      correction(['nama', OLD.nama, 'X Y']),
    ),
  ).rejects.toMatchObject({ code: 'ENROLMENT-SEAL-FAILED' })
  const [open1] = (await showRecording(open.station, id)).amending
  expect(open1).toBeDefined()
  expect([sendable(), baggable()]).toEqual([[], []])
  // The same words again seal what was left open.
  const { recording } = await amendRecording(open.station, id, correction(['nama', OLD.nama, 'X Y']))
  expect(recording).toBe(open1!.id)
  expect(sendable()).toEqual([recording])
  expect(baggable()).toEqual([id, recording])
  const receipt = (packet: string) =>
    open.station.write.transaction((tx) =>
      tx.run(
        `INSERT INTO receipt (site, serial, packet, attempt, grade, verdict, at, bytes, signature, via)
         VALUES ('mmu', 1, ?, 1, 'central', 'RECEIVED_AT_CENTRAL', 't', '', '', 'line')`,
        [packet],
      ),
    )
  await receipt(recording)
  expect(sendable()).toEqual([id])
})

test('given up, the original goes as it is', async () => {
  const { id: supplement } = await openSupplement(open.station, id, 'jempol kabur')
  expect(sendable()).toEqual([id])
  await discardDraft(open.station, supplement, 'tidak jadi')
  expect((await showRecording(open.station, id)).amending).toEqual([])
})

test('twice is once; what is not so any more, or changes nothing, is refused', async () => {
  const first = correction(['nama', OLD.nama, 'CONTOH SATOE'])
  const [a, b] = await Promise.all([
    amendRecording(open.station, id, first),
    amendRecording(open.station, id, first),
  ])
  expect(a).toEqual(b)
  expect(await amendRecording(open.station, id, first)).toEqual(a)
  const refused = async (amendment: Amendment) =>
    amendRecording(open.station, id, amendment).catch((error: { code: string }) => error.code)
  expect(await refused(correction(['nama', OLD.nama, 'LAIN LAGI']))).toBe('ENROLMENT-AMEND-OLD')
  expect(await refused(correction(['nama', 'CONTOH SATOE', 'CONTOH SATOE']))).toBe('ENROLMENT-AMEND-NOTHING')
  expect(await refused(correction(['nik', OLD.nik, '12']))).toBe('ENROLMENT-INCOMPLETE')
  expect(await refused(correction(['nama', 'CONTOH SATOE', '']))).toBe('ENROLMENT-INCOMPLETE')
  expect(
    await refused({ kind: 'approval', reason: 'baik', exceptions: [{ slot: 'photo', reason: 'x' }] }),
  ).toBe('ENROLMENT-SUPERVISOR-ONLY')
  await expect(amendRecording(open.station, a.recording, VOID)).rejects.toMatchObject({
    code: 'ENROLMENT-SUPERVISOR-ONLY',
  })
  await expect(amendRecording(supervised(), a.recording, VOID)).rejects.toMatchObject({ code: 'NOT-FOUND' })
  expect(open.station.read.all('SELECT id FROM draft')).toEqual([])
})

test('cancelled before anything left: neither goes out, and the person can be recorded', async () => {
  const { recording } = await amendRecording(supervised(), id, VOID)
  expect([sendable(), baggable()]).toEqual([[], []])
  expect([statusOf(open.station.read, id)?.status, statusOf(open.station.read, recording)?.status]).toEqual([
    'UNREGISTERED',
    'UNREGISTERED',
  ])
  expect((await showRecording(open.station, id)).cancelled).toBe(true)
  await expect(amendRecording(open.station, id, correction(['nama', OLD.nama, 'X Y']))).rejects.toMatchObject(
    {
      code: 'ENROLMENT-AMEND-CANCELLED',
    },
  )
  await expect(startDraft(open.station, OLD.nik)).resolves.toMatchObject({ step: 'biodata' })
})

test('cancelled after it may have left: the cancellation follows it', async () => {
  await open.station.write.transaction((tx) =>
    tx.run("INSERT INTO upload_item (packet, attempt, site, state, at) VALUES (?, 1, 'mmu', 'sent', 't')", [
      id,
    ]),
  )
  const { recording } = await amendRecording(supervised(), id, VOID)
  expect(sendable()).toEqual([recording])
})

test.each([
  [
    'a packet on its way',
    (tx: WriteTx) => tx.run("UPDATE recording_status SET status = 'PROCESSING' WHERE recording = ?", [id]),
  ],
  [
    'a bag in the making, or cut off with its drive away',
    (tx: WriteTx) => setLocal(tx, 'bag-making:b', JSON.stringify([[id, 1]])),
  ],
])('cancelled in %s: the cancellation follows it', async (_, happened) => {
  await open.station.write.transaction((tx) => happened(tx))
  const { recording } = await amendRecording(supervised(), id, VOID)
  expect(sendable()).toEqual([recording])
})

test('cancelled in silence, and a receipt comes all the same: the cancellation is due', async () => {
  const { recording } = await amendRecording(supervised(), id, VOID)
  expect(sendable()).toEqual([])
  const { sha256 } = open.station.read.get<{ sha256: string }>('SELECT sha256 FROM recording WHERE id = ?', [
    id,
  ])!
  const receipt = signReceipt(
    {
      serial: 1,
      site: 'mmu',
      packet: id,
      sha256,
      attempt: 1,
      grade: 'central',
      verdict: 'RECEIVED_AT_CENTRAL',
      at: '2026-11-23T00:00:00Z',
    },
    open.dinas.sites.mmu,
  )
  await open.station.write.transaction((tx) => fileReceipt(tx, open.station, receipt, 'bag'))
  expect(statusOf(open.station.read, id)?.status).toBe('RECEIVED_AT_CENTRAL')
  expect(sendable()).toEqual([recording])
  expect(baggable()).toEqual([recording])
  expect((await showRecording(open.station, id)).cancelled).toBe(true)
})

test('a further capture is added without touching the rest', async () => {
  const draft = await openSupplement(open.station, id, 'jempol kabur')
  expect(draft).toMatchObject({ amends: { recording: id, amendment: { kind: 'supplement' } } })
  expect((await openSupplement(open.station, id, 'jempol kabur')).id).toBe(draft.id)
  await expect(sealDraft(open.station, draft.id)).rejects.toMatchObject({ code: 'ENROLMENT-INCOMPLETE' })
  const thumb = sampleCapture('finger-left-thumb', 5)
  await saveCapture(open.station, draft.id, 'finger-left-thumb', thumb, { device: 'CONTOH', attempts: 2 })
  await sealDraft(open.station, draft.id)
  const { members: inside } = members(draft.id)
  expect([...inside.keys()].toSorted()).toEqual([
    'amendment.json',
    'audit.ndjson',
    'capture.json',
    'finger-left-thumb.png',
  ])
  expect(Buffer.compare(inside.get('finger-left-thumb.png')!, thumb)).toBe(0)
  expect(currentBiodata(open.station.read, id)).toEqual(OLD)
})

test("a penyelia's late word is a signed amendment", async () => {
  const draft = await quickDraft(open.station, 2)
  await setException(open.station, draft, 'finger-left-little', 'tidak ada sejak lahir')
  await sealDraft(open.station, draft)
  expect(sendable()).toEqual([id])
  await approveRecorded(supervised(), draft)
  const [, approval] = sendable()
  expect(decodeAmendment(members(approval!).members.get('amendment.json')!)).toMatchObject({
    kind: 'approval',
    by: 'penyelia',
    role: 'penyelia',
    exceptions: [{ slot: 'finger-left-little', reason: 'tidak ada sejak lahir' }],
  })
})
