import { afterEach, beforeEach, expect, it } from 'vitest'
import { openTestStation, seedRecordings, type TestStation } from '../../testing/index.ts'
import { amendRecording } from '../amend/amend.ts'
import { nextStepOf } from './next-step.ts'
import { showRecording } from './show.ts'

let open: TestStation
let id: string
beforeEach(async () => {
  open = await openTestStation({ actor: { account: 'penyelia', role: 'penyelia' } })
  ;[id] = (await seedRecordings(open.station, 1, { bytes: 3000 })) as [string]
})
afterEach(() => open.close())

const stands = (status: string, attempt = 1) =>
  open.station.write.transaction((tx) =>
    tx.run('UPDATE recording_status SET status = ?, at = ?, attempt = ? WHERE recording = ?', [
      status,
      open.ports.now().toISOString(),
      attempt,
      id,
    ]),
  )
let serial = 0
const failed = (attempt: number) =>
  open.station.write.transaction((tx) =>
    tx.run(
      `INSERT INTO receipt (site, serial, packet, attempt, grade, verdict, at, bytes, signature, via)
       VALUES ('mmu', ?, ?, ?, 'central', 'ENROLL_FAILURE_AT_CENTRAL', ?, '', '', 'upload')`,
      [++serial, id, attempt, open.ports.now().toISOString()],
    ),
  )
const step = () => nextStepOf(open.station.read, id)?.step
/** A sealed supplement, as sealing leaves it in the register. */
const supplement = () =>
  open.station.write.transaction((tx) =>
    tx.run(
      `INSERT INTO recording (id, epoch, seq, kind, amends, nik, name, birth_date, biodata, sealed_at, operator, sha256, bytes, head, proof, amendment)
       SELECT id || 'x', epoch, 900, 'amendment', id, nik, name, birth_date, biodata, ?, operator, 'x' || sha256, bytes, head, proof,
         '{"kind":"supplement","reason":"jari menyusul"}' FROM recording WHERE id = ?`,
      [open.ports.now().toISOString(), id],
    ),
  )

it('a failure is completed where captures are missing, until they came', async () => {
  await failed(1)
  await stands('ENROLL_FAILURE_AT_CENTRAL')
  expect(step()).toBe('resend')
  await open.station.write.transaction((tx) =>
    tx.run('INSERT INTO recording_exception (recording, slot, reason) VALUES (?, ?, ?)', [id, 'x', 'luka']),
  )
  expect(step()).toBe('complete')
  open.ports.clock.advance(60_000)
  await supplement()
  expect(step()).toBe('resend')
  open.ports.clock.advance(60_000)
  await failed(2)
  await stands('ENROLL_FAILURE_AT_CENTRAL', 2)
  expect(await showRecording(open.station, id)).toMatchObject({ step: 'complete', attempt: 2 })
})

it('a validation is answered by a correction', async () => {
  await stands('REQUEST_VALIDATION')
  expect(step()).toBe('correct')
  open.ports.clock.advance(60_000)
  const { biodata } = await showRecording(open.station, id)
  const changes = [{ field: 'nama' as const, old: biodata.nama, new: `${biodata.nama} PUTRI` }]
  await amendRecording(open.station, id, { kind: 'correction', reason: 'Salah ketik', changes })
  expect(step()).toBe('corrected')
})

it('of what is not here nothing is said', () => {
  expect(nextStepOf(open.station.read, 'x')).toBeUndefined()
})
