/** A table as it lies in a file: CSV or XLSX, row by row, in bounded memory. */
import { constants } from 'node:fs'
import { open } from 'node:fs/promises'
import { faultOfErrno } from '../../../lib/fault.ts'
import { refuse } from '../../refuse.ts'
import { csvRows } from './csv-rows.ts'
import { HEAD, type TableRow } from './table-row.ts'
import { xlsxRows } from './xlsx-rows.ts'

export interface TableFile {
  readonly kind: 'csv' | 'xlsx'
  readonly bytes: number
  rows(onBytes?: (read: number) => void): AsyncIterable<TableRow>
}

/** Larger files are no list of a kecamatan. */
const LIMIT = 2 ** 31

/** Looks at what kind of file it is. RESIDENTS-FILE {why} for anything else, FILE-MISSING, DISK-*. */
export async function openTable(path: string): Promise<TableFile> {
  const { head, bytes } = await beginning(path)
  if (bytes > LIMIT) throw refuse('RESIDENTS-FILE', { why: 'lebih dari 2 GB' })
  const starts = (...magic: number[]) => magic.every((byte, n) => head[n] === byte)
  if (starts(0x50, 0x4b, 0x03, 0x04))
    return { kind: 'xlsx', bytes, rows: (onBytes) => xlsxRows(path, onBytes) }
  if (starts(0xd0, 0xcf, 0x11, 0xe0))
    throw refuse('RESIDENTS-FILE', { why: 'XLS lama, atau berkas berkata sandi' })
  if (head.includes(0) && !starts(0xff, 0xfe) && !starts(0xfe, 0xff))
    throw refuse('RESIDENTS-FILE', { why: 'bukan teks' })
  return { kind: 'csv', bytes, rows: (onBytes) => csvRows(path, head, onBytes) }
}

async function beginning(path: string): Promise<{ head: Uint8Array; bytes: number }> {
  try {
    // A pipe is not waited for: four that are would hold every other file of the program up. Windows does not know the flag.
    await using file = await open(path, constants.O_RDONLY | constants.O_NONBLOCK)
    const facts = await file.stat()
    if (!facts.isFile()) throw refuse('RESIDENTS-FILE', { why: 'bukan berkas' })
    const head = new Uint8Array(Math.min(HEAD, facts.size))
    const { bytesRead } = await file.read(head, 0, head.length, 0)
    return { head: head.subarray(0, bytesRead), bytes: facts.size }
  } catch (error) {
    throw faultOfErrno(error, 'read', path)
  }
}
