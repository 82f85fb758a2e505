import { basename, resolve } from 'node:path'
import type { Notice } from '../../contract/outage.ts'
import { newId } from '../../formats/id.ts'
import { hex, text, utf8 } from '../../lib/bytes.ts'
import { isFault } from '../../lib/fault.ts'
import { sha256 } from '../../lib/hash.ts'
import { readBounded } from '../../lib/read-bounded.ts'
import { recordAct } from '../audit/index.ts'
import type { ReadDb, WriteTx } from '../db/handles.ts'
import { refuse } from '../refuse.ts'
import type { Station } from '../station.ts'

/** A letter of a few scanned pages; more is no notice. */
export const NOTICE_LIMIT = 5_000_000
const TITLE = 120

interface NoticeRow {
  readonly id: string
  readonly at: string
  readonly title: string
  readonly kind: Notice['kind']
  readonly origin: string
  readonly bytes: Uint8Array
}

export interface NewNotice {
  readonly title: string
  readonly kind: Notice['kind']
  readonly origin: string
  readonly bytes: Uint8Array
}

function shown({ id, at, title, kind, origin, bytes }: NoticeRow): Notice {
  const pdf = kind === 'pdf'
  return {
    id,
    at,
    title,
    kind,
    origin,
    text: pdf ? null : text(bytes),
    url: pdf ? `app://station/outage/${id}.pdf` : null,
  }
}

/** The newest notices, newest first. */
export function listNotices(db: ReadDb): Notice[] {
  return db.all<NoticeRow>('SELECT * FROM notice ORDER BY at DESC, id LIMIT 50').map(shown)
}

/** The bytes of a PDF notice. */
export function noticePdf(db: ReadDb, id: string): Uint8Array | undefined {
  return db.get<{ bytes: Uint8Array }>(`SELECT bytes FROM notice WHERE id = ? AND kind = 'pdf'`, [id])?.bytes
}

/** Keeps a notice in the caller's transaction. Answers it, and whether these bytes were here already. */
export function keepNotice(
  tx: WriteTx,
  station: Station,
  news: NewNotice,
): { notice: Notice; known: boolean } {
  const hash = hex(sha256(news.bytes))
  const before = tx.get<NoticeRow>('SELECT * FROM notice WHERE sha256 = ?', [hash])
  if (before) return { notice: shown(before), known: true }
  const row = { id: newId(station.ports.random), at: station.ports.now().toISOString(), ...news }
  tx.run(
    `INSERT INTO notice (id, at, title, kind, origin, sha256, bytes, operator)
     VALUES (:id, :at, :title, :kind, :origin, :sha256, :bytes, :operator)`,
    { ...row, sha256: hash, operator: station.actor.account },
  )
  recordAct(tx, station, 'outage.notice', row.id, { kind: row.kind, origin: row.origin })
  return { notice: shown(row), known: false }
}

const PDF = utf8('%PDF-')
// Control characters but tab, line feed and carriage return: no text that a person wrote.
// oxlint-disable-next-line no-control-regex -- control characters are what is looked for
const CONTROL = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F]/

/** What a file is: a PDF by its first bytes, else plain text. NOTICE-UNREADABLE. */
export function readNotice(bytes: Uint8Array, origin: string): NewNotice {
  if (PDF.every((byte, n) => bytes[n] === byte))
    return { title: origin.slice(0, TITLE), kind: 'pdf', origin, bytes }
  let said: string
  try {
    said = text(bytes)
      .replace(/^\uFEFF/, '')
      .trim()
  } catch (error) {
    if (isFault(error) || error instanceof TypeError) throw refuse('NOTICE-UNREADABLE', {}, error)
    throw error
  }
  if (said === '' || CONTROL.test(said)) throw refuse('NOTICE-UNREADABLE')
  const [first = origin] = said.split(/\r?\n/, 1)
  return { title: first.trim().slice(0, TITLE), kind: 'text', origin, bytes: utf8(said) }
}

/** Brings a notice of the Dinas here. NOTICE-UNREADABLE, NOTICE-TOO-LARGE, FILE-MISSING, DISK-*. */
export async function importNotice(
  station: Station,
  path: string,
): Promise<{ notice: Notice; known: boolean }> {
  const file = resolve(path)
  let bytes: Uint8Array
  try {
    bytes = await readBounded(file, NOTICE_LIMIT)
  } catch (error) {
    throw isFault(error, 'FILE-TOO-LONG') ? refuse('NOTICE-TOO-LARGE', {}, error) : error
  }
  const news = readNotice(bytes, basename(file))
  const kept = await station.write.transaction((tx) => keepNotice(tx, station, news))
  station.changed('upload')
  return kept
}
