import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Biodata, biodataSchema } from '../../../contract/biodata.ts'
import { newId } from '../../../formats/id.ts'
import type { WriteTx } from '../../db/handles.ts'
import type { TestStation } from '../../testing/index.ts'

const PEOPLE = join(import.meta.dirname, '../../../../resources/people')

/** One of the sample people. */
export function samplePerson(n: number): Biodata {
  const path = join(PEOPLE, String(n).padStart(2, '0'), 'biodata.json')
  return biodataSchema.parse(JSON.parse(readFileSync(path, 'utf8')))
}

/** A recording as the enrolment room leaves it, for tests of what comes after. */
export async function recorded({ station, ports }: TestStation, biodata: Biodata): Promise<string> {
  const id = newId(ports.random)
  const at = ports.now().toISOString()
  const photo = readFileSync(join(PEOPLE, '01', 'photo.jpg'))
  await station.write.transaction((tx) => {
    const { last } = tx.get<{ last: number }>('SELECT coalesce(max(seq), 0) AS last FROM recording')!
    tx.run(
      `INSERT INTO recording (id, epoch, seq, kind, nik, name, birth_date, biodata, sealed_at, operator, sha256, bytes, head, proof)
       VALUES (?, ?, ?, 'recording', ?, ?, ?, ?, ?, 'operator', ?, 1, ?, '')`,
      [
        id,
        station.epoch.id,
        last + 1,
        biodata.nik,
        biodata.nama,
        biodata.tanggalLahir,
        JSON.stringify(biodata),
        at,
        '00'.repeat(32),
        '00'.repeat(32),
      ],
    )
    tx.run('INSERT INTO recording_photo (recording, media, bytes) VALUES (?, ?, ?)', [
      id,
      'image/jpeg',
      photo,
    ])
    tx.run('INSERT INTO recording_status (recording, status, at, attempt) VALUES (?, ?, ?, 1)', [
      id,
      'BIO_CAPTURED',
      at,
    ])
  })
  return id
}

/** Cancels a recording as sealing its cancellation does, without the packet. */
export async function cancelled({ station, ports }: TestStation, recording: string): Promise<void> {
  await station.write.transaction((tx) => {
    addCancellation(tx, recording, ports.now().toISOString())
    station.rules.cancelled(tx, station, recording)
  })
}

/** A sealed cancellation as a merge brings it: the row alone. */
export function addCancellation(tx: WriteTx, recording: string, at: string): void {
  tx.run(
    `INSERT INTO recording (id, epoch, seq, kind, amends, amendment, nik, name, birth_date, biodata, sealed_at, operator, sha256, bytes, head, proof)
     SELECT 'k' || substr(id, 2), epoch, (SELECT max(seq) + 1 FROM recording), 'amendment', id, ?, nik, name, birth_date, biodata, ?, operator, sha256, bytes, head, proof
     FROM recording WHERE id = ?`,
    [JSON.stringify({ kind: 'cancellation', reason: 'orang lain' }), at, recording],
  )
}
