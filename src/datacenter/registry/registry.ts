import { Fault } from '../../lib/fault.ts'
import type { Sql, SqlReader, SqlTx } from '../store/sql.ts'
import {
  conflicts,
  counts,
  type Counts,
  type Entry,
  findEntry,
  markReceived,
  type NewEntry,
  putEntry,
  received,
} from './entries.ts'
import { receiptOf, type StoredReceipt } from './reports.ts'
import { certificateCount, certificates, holdsCertificate, keepCertificate, nextAnswer } from './settings.ts'

/** What a site remembers: announced and received packets, its receipts, stations' certificates, cases. Writes are durable when they resolve. */
export class Registry {
  readonly sql: Sql
  readonly #site: string

  constructor(sql: Sql, site: string) {
    this.sql = sql
    this.#site = site
  }

  get read(): SqlReader {
    return this.sql
  }

  transaction<T>(work: (tx: SqlTx) => Promise<T>): Promise<T> {
    return this.sql.transaction(work)
  }

  find(packet: string, sha256: string, attempt: number): Promise<Entry | undefined> {
    return findEntry(this.sql, packet, sha256, attempt)
  }

  conflicts(packet: string, sha256: string): Promise<boolean> {
    return conflicts(this.sql, packet, sha256)
  }

  async holds(packet: string): Promise<boolean> {
    return (await received(this.sql, packet)) !== undefined
  }

  /** Everything of one announcement in one transaction. */
  announce(entries: readonly NewEntry[]): Promise<void> {
    return this.transaction(async (tx) => {
      for (const entry of entries) await putEntry(tx, entry)
    })
  }

  /**
   * Marks packets received and keeps their receipts, in one transaction with one flush; a repeat answers the receipt that was given first.
   * Receipts come in the order of the packets. Fault PACKET-CONFLICT when another one has the id of one of them.
   */
  receive<Kept extends { readonly entry: NewEntry }>(
    list: readonly Kept[],
    give: (tx: SqlTx, kept: Kept) => Promise<StoredReceipt>,
  ): Promise<StoredReceipt[]> {
    return this.transaction(async (tx) => {
      const receipts: StoredReceipt[] = []
      for (const kept of list) {
        const { packet, sha256, attempt } = kept.entry
        const known = await findEntry(tx, packet, sha256, attempt)
        const receipt = known?.serial ? await receiptOf(tx, this.#site, known.serial) : undefined
        if (receipt) {
          receipts.push(receipt)
          continue
        }
        // Judged before, but others may have come since.
        if (await conflicts(tx, packet, sha256)) throw new Fault('PACKET-CONFLICT', { id: packet })
        const given = await give(tx, kept)
        await markReceived(tx, kept.entry, given.serial)
        receipts.push(given)
      }
      return receipts
    })
  }

  receipt(serial: number): Promise<StoredReceipt | undefined> {
    return receiptOf(this.sql, this.#site, serial)
  }

  keepCertificates(list: readonly { bytes: string; signature: string }[]): Promise<void> {
    return this.transaction(async (tx) => {
      for (const { bytes, signature } of list) await keepCertificate(tx, bytes, signature)
    })
  }

  /** Those of them that are not kept here, in their order. */
  async unknownOf<T extends { readonly signature: string }>(list: readonly T[]): Promise<T[]> {
    const unknown: T[] = []
    for (const one of list) if (!(await holdsCertificate(this.sql, one.signature))) unknown.push(one)
    return unknown
  }

  certificateCount(): Promise<number> {
    return certificateCount(this.sql)
  }

  certificates(): Promise<{ bytes: string; signature: string }[]> {
    return certificates(this.sql)
  }

  /** Gives an answer bag its number; a number may be lost, never given twice. */
  answer(id: string, bag: string, at: string): Promise<number> {
    return this.transaction((tx) => nextAnswer(tx, id, bag, at))
  }

  counts(): Promise<Counts> {
    return counts(this.sql)
  }

  close(): Promise<void> {
    return this.sql.close()
  }
}
