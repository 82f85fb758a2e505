import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { valuesOf, verifyAudit } from '../../audit/index.ts'
import { recordAct } from '../../audit/index.ts'
import type { ReadDb } from '../../db/handles.ts'
import { settleErased } from '../../erasure/index.ts'
import { restoreInThread } from '../../restore/index.ts'
import { runGain } from '../../restore/index.ts'
import {
  backUp,
  openRestored,
  pairNew,
  restoreInto,
  type Rig,
  type Standing,
} from '../../restore/testing/rig.ts'
import { openTestStation, sampleBiodata, seedRecordings, type TestStation } from '../../testing/index.ts'
import { formatPublicKey, publicOf } from '../../../lib/minisign.ts'
import type { Volume } from '../../ports.ts'
import { applyList } from './apply.ts'
import { destroyDue } from './destroy.ts'
import { planRetention } from './plan.ts'
import { saveAct } from './record.ts'

const PENYELIA = { account: 'penyelia', role: 'penyelia' } as const
const SAID = {
  reason: 'masa simpan lewat',
  place: 'Kantor Kecamatan',
  witnesses: ['Contoh Saksi', 'Contoh Kedua'],
}

/** The sequence number stays. */
const LEFT = { name: 'DIMUSNAHKAN', seq: 1 }

let on: TestStation
/** Written before the destruction, and after it. */
let older: Volume
let newer: Volume
let ids: string[]
let act: string
let seq: number
const opened: Standing[] = []
beforeEach(async () => {
  on = await openTestStation({
    actor: PENYELIA,
    start: '2026-01-05T02:00:00.000Z',
    profile: (profile) => ({ ...profile, retention: { recordingDays: 100 } }),
  })
  older = await pairNew(on, 'DISK LAMA')
  newer = await pairNew(on, 'DISK BARU')
  ids = await seedRecordings(on.station, 2, { bytes: 3000 })
  await on.station.write.transaction((tx) => {
    seq = recordAct(tx, on.station, 'draft.biodata', ids[0]!, { old: null, new: sampleBiodata(1).nama }).seq
    tx.run(
      "INSERT INTO receipt VALUES ('mmu', 1, ?, 1, 'final', 'PRINT_READY_RECORD', '2026-02-01T02:00:00.000Z', '', '', 'upload')",
      [ids[0]!],
    )
    tx.run("UPDATE recording_status SET status = 'PRINT_READY_RECORD' WHERE recording = ?", [ids[0]!])
  })
  await backUp(on, older)
  await backUp(on, newer)
  on.ports.clock.set('2026-11-23T02:00:00.000Z')
  act = (await destroyDue(on.station, { ...SAID, token: planRetention(on.station).token })).id
  await backUp(on, newer)
})
afterEach(async () => {
  for (const { store } of opened.splice(0)) store.close()
  await on.close()
})

const rig = (): Rig => ({ on, disk: older, packets: [], root: formatPublicKey(publicOf(on.dinas.root)) })

async function restored(name: string, disks: readonly Volume[]): Promise<Standing> {
  await restoreInto(rig(), name, { disks: disks.map(({ mount }) => mount) })
  const standing = await openRestored(rig(), name)
  opened.push(standing)
  return standing
}

/** Everything readable in the store but the log that is the disk's own past. */
function textOf(read: ReadDb): string {
  return read
    .all<{ name: string }>("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
    .filter(({ name }) => name !== 'profile')
    .map(({ name }) => JSON.stringify(read.all(`SELECT * FROM ${name}`)))
    .join('\n')
}

/** What is left of the recording. */
function expectGone({ station: { read } }: Pick<Standing, 'station'>) {
  const text = textOf(read)
  expect(text).not.toContain(sampleBiodata(1).nama)
  expect(text).not.toContain(sampleBiodata(1).nik)
  expect(text).toContain(sampleBiodata(2).nama)
  expect(valuesOf(read, { epoch: on.station.epoch.id, seq })).toEqual({ state: 'destroyed' })
  expect(verifyAudit(read)).toMatchObject({ sound: true })
  return read.get<{ name: string; seq: number }>('SELECT name, seq FROM recording WHERE id = ?', [ids[0]!])
}

test('an older disk beside a newer one: what was destroyed is destroyed in what is restored, in either order', async () => {
  expect(expectGone(await restored('both', [older, newer]))).toEqual(LEFT)
  expect(expectGone(await restored('both-turned', [newer, older]))).toEqual(LEFT)
})

test('an older disk brought into the living station brings nothing back, nor what a person or a program puts there', async () => {
  const hands = restoreInThread()
  try {
    await runGain(on.station, { disks: [older.mount] }, { hands, onProgress: () => undefined })
  } finally {
    await hands.close()
  }
  expect(expectGone({ station: on.station })).toEqual(LEFT)
  await on.station.write.transaction((tx) => {
    tx.run('UPDATE recording SET name = ?, nik = ? WHERE id = ?', [
      sampleBiodata(1).nama,
      sampleBiodata(1).nik,
      ids[0]!,
    ])
    tx.run('INSERT INTO quarantine VALUES (?, ?, ?, ?, ?, ?, ?)', [
      'd',
      'recording',
      JSON.stringify([ids[0]]),
      'differs',
      JSON.stringify({ name: sampleBiodata(1).nama }),
      'x',
      '',
    ])
    settleErased(tx)
  })
  expect(expectGone({ station: on.station })).toEqual(LEFT)
})

test('the older disk alone, which knows of no destruction: the signed list beside the berita acara destroys again', async () => {
  const out = join(on.temp('out'), 'ba.pdf')
  const { list, signature } = await saveAct(on.station, { id: act, path: out })
  const words = execFileSync('pdftotext', ['-layout', out, '-'], { encoding: 'utf8' })
  expect(execFileSync('qpdf', ['--check', out], { encoding: 'utf8' })).toContain('No syntax')
  for (const said of [
    'PEMUSNAHAN DATA PRIBADI',
    'BA-MUSNAH/',
    'Contoh Saksi',
    'Contoh Kedua',
    'DISK LAMA',
    ids[0]!,
    'masa simpan lewat',
  ])
    expect(words).toContain(said)
  expect(words, 'no resident is named').not.toMatch(/\d{16}/)
  expect(words).not.toContain(sampleBiodata(1).nama)
  expect(readFileSync(signature, 'utf8')).toContain('rekam:report:v1')

  const standing = await restored('alone', [older])
  expect(textOf(standing.station.read), 'the disk knows nothing of it').toContain(sampleBiodata(1).nama)
  expect(await applyList(standing.station, list)).toMatchObject({ recordings: 1 })
  expectGone(standing)
  await applyList(standing.station, list)
  expectGone(standing)

  writeFileSync(list, readFileSync(list, 'utf8').replace(ids[0]!, ids[1]!))
  await expect(applyList(standing.station, list)).rejects.toThrow('PRIVACY-LIST')
  expectGone(standing)
})
