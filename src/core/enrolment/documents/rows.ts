import type { RecordedDocument } from '../../../contract/enrolment.ts'
import type { ReadDb } from '../../db/handles.ts'
import { unboxCapture, unboxedLength } from '../capture-box.ts'

export interface DocumentRow {
  readonly id: string
  readonly kind: RecordedDocument['kind']
  readonly position: number
  readonly media: RecordedDocument['media']
  readonly bytes: Uint8Array
  readonly sha256: string
  readonly pages: number
  readonly version: number
}

/** Where a document's box belongs. */
export function documentPlace(draft: string, id: string): string {
  return `${draft}/document/${id}`
}

/** Documents of a draft without their bytes, in the order in which they came. */
export function documentsOf(db: ReadDb, draft: string): RecordedDocument[] {
  return db
    .all<Omit<DocumentRow, 'bytes'> & { length: number }>(
      'SELECT id, kind, media, length(bytes) AS length, pages, version FROM draft_document WHERE draft = ? ORDER BY position',
      [draft],
    )
    .map(({ id, kind, media, length, pages, version }) => ({
      id,
      kind,
      media,
      bytes: unboxedLength(length),
      pages,
      url: `app://station/document/${draft}/${id}?v=${version}`,
    }))
}

/** A paper with its bytes; each change of it makes its version higher. */
export type KeptPaper = Pick<DocumentRow, 'media' | 'bytes' | 'pages' | 'version'>

/** One document with its bytes, or undefined. */
export function documentOf(db: ReadDb, draft: string, id: string): KeptPaper | undefined {
  const row = db.get<DocumentRow & { key: Uint8Array }>(
    `SELECT o.media, o.bytes, o.pages, o.version, d.key FROM draft_document o JOIN draft d ON d.id = o.draft
     WHERE o.draft = ? AND o.id = ?`,
    [draft, id],
  )
  return (
    row && {
      media: row.media,
      pages: row.pages,
      version: row.version,
      bytes: unboxCapture(row.key, documentPlace(draft, id), row.bytes),
    }
  )
}
