import type { WriteTx } from '../db/handles.ts'
import { setLocal } from '../db/local.ts'
import type { Station } from '../station.ts'
import { seedRecordings } from './seed-recordings.ts'

const NUMBERS = 'WITH RECURSIVE k (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM k WHERE n < :count)'
/** Packets per volume of a disk, and per bag. */
const PER = { volume: 50, bag: 400 }

/** The status of the n-th recording: a third waits, the centre has answered for the rest; SQL over n. */
const STATUS = `CASE WHEN n % 3 = 0 THEN 'BIO_CAPTURED' WHEN n % 30 = 1 THEN 'DUPLICATE_RECORD' WHEN n % 30 = 2 THEN 'SENT_FOR_ENROLLMENT'
  WHEN n % 3 = 1 THEN 'PRINT_READY_RECORD' ELSE 'CARD_ISSUED' END`

function recordings(tx: WriteTx, first: string, count: number): void {
  tx.run(
    `INSERT INTO recording (id, epoch, seq, kind, supersedes, nik, name, birth_date, biodata, sealed_at, operator, sha256, bytes, head, proof)
     ${NUMBERS} SELECT printf('0%025d', n), epoch, seq + n, kind, supersedes, printf('527201%010d', n), printf('%s KE-%d', name, n), birth_date, biodata,
       strftime('%Y-%m-%dT%H:%M:%fZ', sealed_at, printf('-%d minutes', :count - n)), operator, sha256, bytes, head, proof
     FROM k, recording WHERE id = :first`,
    { count, first },
  )
  tx.run(
    `INSERT INTO recording_status (recording, status, at, attempt)
     ${NUMBERS} SELECT r.id, ${STATUS}, r.sealed_at, 1 FROM k JOIN recording r ON r.id = printf('0%025d', n)`,
    { count },
  )
  tx.run(
    `INSERT INTO receipt (site, serial, packet, attempt, grade, verdict, at, bytes, signature, via)
     ${NUMBERS} SELECT 'mmu', 1000000 + n, s.recording, 1, 'R2', 'received', s.at, '{}', '', 'upload'
     FROM k JOIN recording_status s ON s.recording = printf('0%025d', n) WHERE s.status <> 'BIO_CAPTURED'`,
    { count },
  )
}

function copies(tx: WriteTx, count: number, at: string): void {
  for (const [name, colour] of Object.entries({ merah: 'pink', b1r0: 'indigo' })) {
    const disk = name.padStart(26, '0')
    tx.run(
      `INSERT INTO disk (id, label, kind, colour, place, fs_id, fs, paired_at, state, holder)
       VALUES (:disk, :disk, 'rotation', :colour, :disk, :disk, 'ext4', '2026-01-01T00:00:00.000Z', 'paired', '')`,
      { disk, colour },
    )
    tx.run(
      `INSERT INTO disk_commit (disk, sequence, epoch, hash, month, at, via, change_epoch, change_from, change_to, snapshot, snapshot_rows,
         packets, bytes, session)
       ${NUMBERS} SELECT :disk, n, epoch, '', '202611', :at, 'medium', epoch, 1, 0, 0, 0, ${PER.volume}, 1, ''
       FROM k, change_counter`,
      { disk, at, count: Math.ceil(count / PER.volume) },
    )
    tx.run(
      `INSERT INTO local (key, value) SELECT 'backup:' || :disk, json_object('attempts', json_array(), 'cursor', json_object(epoch, :count),
         'lacking', json_array(), 'drafts', NULL, 'draftsAt', NULL, 'stateDamaged', json('false')) FROM change_counter`,
      { disk, count },
    )
    tx.run(
      `INSERT INTO copy (packet, disk, volume, level, at)
       ${NUMBERS} SELECT printf('0%025d', n), :disk, printf('202611/S%07d.TAR', 1 + n / ${PER.volume}), 'L1', :at FROM k`,
      { disk, at, count },
    )
  }
}

function bags(tx: WriteTx, count: number): void {
  tx.run(
    `INSERT INTO bag (id, epoch, seq, made_at, folder, packets, bytes, state, reason, operator)
     ${NUMBERS} SELECT printf('b%025d', n), epoch, n + (SELECT coalesce(max(seq), 0) FROM bag), strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), '/media/' || n, ${PER.bag}, 1, 'arrived', NULL, 'penyelia'
     FROM k, change_counter`,
    { count: Math.ceil(count / PER.bag) },
  )
  tx.run(
    `INSERT INTO bag_item (bag, packet, attempt)
     ${NUMBERS} SELECT printf('b%025d', 1 + n / ${PER.bag}), printf('0%025d', n), 1 FROM k WHERE n % 2 = 0`,
    { count },
  )
}

function cards(tx: WriteTx, count: number): void {
  tx.run(
    `INSERT INTO card (recording, state, order_id, site, fence, code, ordered_at, printed_at, issued_at, taken_by, checked, order_epoch)
     ${NUMBERS} SELECT s.recording, CASE WHEN s.status = 'CARD_ISSUED' THEN CASE n % 5 WHEN 0 THEN 'printed' ELSE 'issued' END ELSE 'ordered' END,
       'o' || n, 'mmu', 1, NULL, s.at, s.at, s.at, 'IBU', 'photo', epoch
     FROM k, change_counter JOIN recording_status s ON s.recording = printf('0%025d', n)
     WHERE s.status = 'CARD_ISSUED' OR (s.status = 'PRINT_READY_RECORD' AND n % 2 = 0)`,
    { count },
  )
}

/**
 * The register of a station with `count` recordings, written as rows behind one real recording: a third waits, the rest is answered,
 * much of it lies on two disks and in bags, and has its card. For what reads the register alone; no file is behind the rows.
 */
export async function manyRows(station: Station, count: number): Promise<void> {
  const [first] = await seedRecordings(station, 1)
  await station.write.transaction((tx) => {
    recordings(tx, first!, count)
    copies(tx, count, station.ports.now().toISOString())
    bags(tx, count)
    cards(tx, count)
    // Nobody is to look for files that never were.
    setLocal(tx, 'packets-looked', station.epoch.id)
  })
}
