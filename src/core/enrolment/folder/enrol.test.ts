import { cpSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { biodataSchema } from '../../../contract/biodata.ts'
import { openPacket } from '../../../formats/packet/packet.ts'
import { decodeCapture } from '../../../formats/capture/capture.ts'
import { openTestStation, quickDraft, type TestStation } from '../../testing/index.ts'
import { recordingOf } from '../recording/show.ts'
import { packetPath } from '../seal/paths.ts'
import { enrolFromFolder } from './enrol.ts'

const PEOPLE = join(import.meta.dirname, '../../../../resources/people')

let open: TestStation
let folder: string
beforeEach(async () => {
  open = await openTestStation()
  folder = open.temp('people')
  person('01')
})
afterEach(() => open.close())

/** Copies a sample person's folder under a name of its own. */
function person(name: string, as = name): string {
  cpSync(join(PEOPLE, name), join(folder, as), { recursive: true })
  return join(folder, as)
}

const change = (path: string, fields: object) =>
  writeFileSync(path, JSON.stringify({ ...(JSON.parse(readFileSync(path, 'utf8')) as object), ...fields }))

test('a folder is sealed whole, byte for byte, and known when it comes again under another name', async () => {
  const { station, dinas } = open
  const [first] = await enrolFromFolder(station, folder)
  expect(first).toMatchObject({ folder: '01', outcome: 'sealed', seq: 1 })
  rmSync(join(folder, '01'), { recursive: true })
  person('01', 'another name')
  const [again] = await enrolFromFolder(station, folder)
  expect(again).toEqual({ ...first, folder: 'another name', outcome: 'known' })
  const id = (first as { recording: string }).recording
  const recording = recordingOf(station.read, id)!
  const { members } = openPacket(readFileSync(packetPath(station, id, recording.sealedAt)), [
    dinas.datacenter.identity,
  ])
  for (const [member, file] of [
    ['photo.jpg', 'photo.jpg'],
    ['finger-left-thumb.png', 'fingers/left-thumb.png'],
    ['iris-right.png', 'irises/right.png'],
    ['finger-right-index-second.png', 'second/right-index.png'],
    ['signature.json', 'signature.json'],
  ] as const) {
    expect(Buffer.compare(members.get(member)!, readFileSync(join(PEOPLE, '01', file)))).toBe(0)
  }
  expect(biodataSchema.parse(JSON.parse(Buffer.from(members.get('biodata.json')!).toString()))).toEqual(
    recording.biodata,
  )
})

test('one bad folder is reported in words and leaves nothing; the others go on', async () => {
  writeFileSync(join(person('02'), 'fingers/right-ring.png'), 'no image')
  rmSync(join(person('03'), 'irises/left.png'))
  writeFileSync(join(person('04'), 'biodata.json'), '{"nik": 5')
  change(join(person('05'), 'biodata.json'), { kk: '12' })
  mkdirSync(join(folder, '06'))
  change(join(person('07'), 'biodata.json'), { lain: 'x' })
  rmSync(join(person('10'), 'photo.jpg'))
  symlinkSync('/etc/hostname', join(folder, '10', 'photo.jpg'))
  writeFileSync(join(folder, 'readme.txt'), 'not a person')
  const seen: string[] = []
  const outcomes = await enrolFromFolder(open.station, folder, {
    onPerson: ({ folder: name }) => seen.push(name),
  })
  expect(seen).toEqual(['01', '02', '03', '04', '05', '06', '07', '10'])
  expect(outcomes.map((outcome) => ('code' in outcome ? outcome.code : outcome.outcome))).toEqual([
    'sealed',
    'CAPTURE-UNREADABLE',
    'ENROLMENT-INCOMPLETE',
    'FOLDER-UNREADABLE',
    'ENROLMENT-INCOMPLETE',
    'FOLDER-UNREADABLE',
    'FOLDER-UNREADABLE',
    'FOLDER-UNREADABLE',
  ])
  expect(outcomes[2]).toMatchObject({ params: { missing: 'iris kiri' } })
  expect(open.station.read.all('SELECT id FROM draft')).toEqual([])
  expect(open.station.read.all('SELECT id FROM recording')).toHaveLength(1)
})

test('an exception stands in for what could not be captured, never for what the desk makes itself', async () => {
  const path = join(folder, '01')
  rmSync(join(path, 'irises/left.png'))
  writeFileSync(join(path, 'exceptions.json'), JSON.stringify({ 'photo-original': 'tidak mau' }))
  expect(await enrolFromFolder(open.station, folder)).toMatchObject([{ code: 'FOLDER-UNREADABLE' }])
  writeFileSync(join(path, 'exceptions.json'), JSON.stringify({ 'iris-left': 'mata kiri buta' }))
  const [sealed] = await enrolFromFolder(open.station, folder)
  const id = (sealed as { recording: string }).recording
  const bytes = readFileSync(packetPath(open.station, id, recordingOf(open.station.read, id)!.sealedAt))
  const { members } = openPacket(bytes, [open.dinas.recovery.identity])
  expect(decodeCapture(members.get('capture.json')!).exceptions).toEqual([
    { slot: 'iris-left', reason: 'mata kiri buta' },
  ])
})

test('who is recorded here, or open at the desk, is reported; with a reason they are recorded again', async () => {
  const { station } = open
  await enrolFromFolder(station, folder)
  writeFileSync(join(folder, '01', 'signature.json'), JSON.stringify([{ points: [{ x: 1, y: 1 }] }]))
  expect(await enrolFromFolder(station, folder)).toMatchObject([
    { outcome: 'refused', code: 'ALREADY-RECORDED' },
  ])
  expect(await enrolFromFolder(station, folder, { again: 'CONTOH: tanda tangan' })).toMatchObject([
    { outcome: 'sealed', seq: 2 },
  ])
  await quickDraft(station, 1)
  const { nik } = station.read.get<{ nik: string }>('SELECT nik FROM draft')!
  change(join(person('02'), 'biodata.json'), { nik, tanggalLahir: '1985-03-01', jenisKelamin: '1' })
  rmSync(join(folder, '01'), { recursive: true })
  expect(await enrolFromFolder(station, folder)).toMatchObject([{ code: 'ENROLMENT-DRAFT-EXISTS' }])
})

test('a folder that is not there is said so', async () => {
  await expect(enrolFromFolder(open.station, join(folder, 'nowhere'))).rejects.toMatchObject({
    code: 'FILE-MISSING',
  })
})
