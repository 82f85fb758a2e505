// What lies in clear on a station's computer and on its disks, by design: the whole of it.
import { readFileSync } from 'node:fs'

/** An age file, or the encrypted database: no byte of it says anything. */
export function isSealed(file: string): boolean {
  const bytes = readFileSync(file)
  if (bytes.subarray(0, 21).toString() === 'age-encryption.org/v1') return true
  return /rekam\.db(-wal|-shm)?$/.test(file) && !bytes.includes('SQLite format 3')
}

/** Names of accounts, the station's code and keys that are public, ids and sizes of packets: no resident, no secret. */
export const CLEAR_ON_STATION = [
  'keys/request.json',
  'keys/slots.json',
  'keys/tries.json',
  'packets/BULAN/ID.rkp.minisig',
  'station.lock',
]

/** The station's code, what the disk is called, ids, sizes and digests of packets, when there were backups: no resident, no secret. */
export const CLEAR_ON_DISK = [
  'REKAM/5272-01-A/BULAN/C0000001.BAK',
  'REKAM/5272-01-A/BULAN/C0000001.JSN',
  'REKAM/5272-01-A/BULAN/C0000001.SIG',
  'REKAM/5272-01-A/BULAN/S0000001.TAR',
  'REKAM/5272-01-A/CERTS.BAK',
  'REKAM/5272-01-A/CERTS.JSN',
  'REKAM/5272-01-A/EPOCH001.JSN',
  'REKAM/5272-01-A/EPOCH001.SIG',
  'REKAM/DISK.BAK',
  'REKAM/DISK.JSN',
  'REKAM/DISK.SIG',
  'REKAM/README.TXT',
  'REKAM/ROOT.PUB',
]
