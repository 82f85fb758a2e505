import { afterEach, beforeEach, expect, it } from 'vitest'
import { currentBiodata } from '../enrolment/index.ts'
import { openTestStation, seedRecordings, type TestStation } from '../testing/index.ts'
import { nameNow, nikNow } from './amended.ts'
import { recordingsOfNik } from './queries.ts'

let open: TestStation
beforeEach(async () => {
  open = await openTestStation()
})
afterEach(() => open.close())

const BEFORE = '0'.repeat(26)

it('a merge brings an older correction after a newer one: a resident has the NIK and the name that they have', async () => {
  const { station } = open
  const [id = ''] = await seedRecordings(station, 1, { bytes: 3000 })
  const { nik: wrong, nama } = currentBiodata(station.read, id)!
  const nik = `${wrong.slice(0, 12)}7777`
  /** The whole row, as the computer knew it that wrote it. */
  const correct = (epoch: string, field: 'nik' | 'nama', value: string) =>
    station.write.transaction((tx) => {
      const changes = [{ field, old: field === 'nik' ? wrong : nama, new: value }]
      tx.run(
        `INSERT INTO recording (id, epoch, seq, kind, amends, amendment, nik, name, birth_date, biodata, sealed_at, operator, sha256, bytes, head, proof)
         SELECT ? || substr(id, 2), ?, seq + 1000, 'amendment', id, ?, ?, ?, birth_date, json_set(biodata, '$.' || ?, ?), sealed_at, operator, sha256, bytes, head, proof
         FROM recording WHERE id = ?`,
        [
          field === 'nik' ? '2' : '3',
          epoch,
          JSON.stringify({ kind: 'correction', changes, reason: 'salah ketik' }),
          field === 'nik' ? value : wrong,
          field === 'nama' ? value : nama,
          field,
          value,
          id,
        ],
      )
    })
  await station.write.transaction((tx) => {
    tx.run('UPDATE epoch SET position = position + 1')
    tx.run(
      `INSERT INTO epoch (id, position, station, started_at, key) SELECT ?, position - 1, station, started_at, key FROM epoch`,
      [BEFORE],
    )
  })
  await correct(station.epoch.id, 'nik', nik)
  await correct(BEFORE, 'nama', 'NAMA BETUL')
  const now = station.read.get(
    `SELECT ${nikNow('r')} AS nik, ${nameNow('r')} AS nama FROM recording r WHERE r.id = ?`,
    [id],
  )
  expect(now).toEqual({ nik, nama: 'NAMA BETUL' })
  expect(currentBiodata(station.read, id)).toMatchObject({ nik, nama: 'NAMA BETUL' })
  expect(recordingsOfNik(station.read, nik).map((row) => row.id)).toEqual([id])
  expect(recordingsOfNik(station.read, wrong)).toEqual([])
})
