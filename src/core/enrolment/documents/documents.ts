import type { KeptPages } from '../../../contract/documents.ts'
import type { Draft, DocumentKind } from '../../../contract/enrolment.ts'
import { newId } from '../../../formats/id.ts'
import { hex } from '../../../lib/bytes.ts'
import type { Fault } from '../../../lib/fault.ts'
import { sha256 } from '../../../lib/hash.ts'
import { recordAct } from '../../audit/index.ts'
import type { WriteTx } from '../../db/handles.ts'
import { refuse } from '../../refuse.ts'
import type { Station } from '../../station.ts'
import { boxCapture } from '../capture-box.ts'
import { editDraft, existingDraft } from '../draft/edit.ts'
import type { DraftRow } from '../draft/rows.ts'
import { runImageJob } from '../image/check.ts'
import type { WhyNot } from '../image/header.ts'
import type { ImageJob } from '../image/image.worker.ts'
import { MOST_DOCUMENTS } from './limits.ts'
import type { Paper, Turn } from './paper.ts'
import { documentOf, documentPlace, type KeptPaper } from './rows.ts'

/** DOCUMENT-UNREADABLE in words. */
function unreadable(why: WhyNot, cause?: unknown): Fault {
  return refuse('DOCUMENT-UNREADABLE', { ...why }, cause)
}

async function paperBy(job: ImageJob): Promise<Paper> {
  const result = (await runImageJob(job, (why, cause) => unreadable(why, cause))) as Paper | WhyNot
  if ('why' in result) throw unreadable(result)
  return result
}

/**
 * Keeps a scanned paper: a JPEG, a PNG as JPEG, a PDF; what the file calls itself does not count. The same file twice is kept once.
 * DOCUMENT-UNREADABLE, DOCUMENTS-TOO-MANY, DISK-FULL.
 * @param pages which pages of a PDF are kept, and how they are turned; all as they are, without it
 */
export async function addDocument(
  station: Station,
  id: string,
  kind: DocumentKind,
  bytes: Uint8Array,
  pages?: KeptPages,
): Promise<Draft> {
  existingDraft(station.read, id)
  const paper = await paperBy({ do: 'paper', bytes, pages })
  return editDraft(station, id, (tx, row) => {
    const digest = hex(sha256(paper.bytes))
    const there = tx.all<{ kind: string; sha256: string; position: number }>(
      'SELECT kind, sha256, position FROM draft_document WHERE draft = ? ORDER BY position',
      [id],
    )
    if (there.some((one) => one.kind === kind && one.sha256 === digest)) return false
    if (there.length >= MOST_DOCUMENTS) throw refuse('DOCUMENTS-TOO-MANY', { most: MOST_DOCUMENTS })
    const document = newId(station.ports.random)
    tx.run(
      `INSERT INTO draft_document (draft, id, kind, position, media, bytes, sha256, pages, version)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, 1)`,
      [
        id,
        document,
        kind,
        (there.at(-1)?.position ?? 0) + 1,
        paper.media,
        boxOf(station, row, document, paper),
        digest,
        paper.pages,
      ],
    )
    recordAct(tx, station, 'draft.document', id, { document, kind, sha256: digest })
    return true
  })
}

/** The pages of a PDF as JPEG pictures, to be looked at before it is kept. DOCUMENT-UNREADABLE. */
export async function drawDocument(bytes: Uint8Array): Promise<{ pages: File[] }> {
  const job = { do: 'pages', bytes } as const
  const drawn = (await runImageJob(job, (why, cause) => unreadable(why, cause))) as Uint8Array[] | WhyNot
  if ('why' in drawn) throw unreadable(drawn)
  const file = (page: Uint8Array, n: number) =>
    new File([new Uint8Array(page)], `${n + 1}.jpg`, { type: 'image/jpeg' })
  return { pages: drawn.map(file) }
}

/** Turns a page clockwise, or all pages. NOT-FOUND. */
export async function turnDocument(
  station: Station,
  id: string,
  document: string,
  turn: Turn,
  page?: number,
): Promise<Draft> {
  const paper = paperOf(station, id, document)
  const { version } = paper
  const turned = await paperBy({ do: 'turn', paper, turn, page })
  return editDraft(station, id, (tx, row) =>
    replacePaper(tx, station, row, { document, version, paper: turned }, { turn }),
  )
}

/** Takes one page away, or the whole paper; one that is gone already counts as taken away. */
export async function removeDocument(
  station: Station,
  id: string,
  document: string,
  page?: number,
): Promise<Draft> {
  existingDraft(station.read, id)
  const paper = documentOf(station.read, id, document)
  const isPart = page !== undefined && paper !== undefined && paper.pages > 1 && page <= paper.pages
  if (isPart) {
    const { version } = paper
    const rest = await paperBy({ do: 'drop', paper, page })
    return editDraft(station, id, (tx, row) =>
      replacePaper(tx, station, row, { document, version, paper: rest }, { removed: page }),
    )
  }
  return editDraft(station, id, (tx) => {
    if (tx.run('DELETE FROM draft_document WHERE draft = ? AND id = ?', [id, document]) === 0) return false
    recordAct(tx, station, 'draft.document-removed', id, { document })
    return true
  })
}

function paperOf(station: Station, id: string, document: string): KeptPaper {
  existingDraft(station.read, id)
  const paper = documentOf(station.read, id, document)
  if (!paper) throw refuse('NOT-FOUND', { what: 'Dokumen' })
  return paper
}

interface Replacing {
  readonly document: string
  /** Of the kept paper from which the new one was made. */
  readonly version: number
  readonly paper: Paper
}

/** One that was made of what another has changed meanwhile replaces nothing: a page that was taken away would be back. NOT-FOUND. */
function replacePaper(
  tx: WriteTx,
  station: Station,
  row: DraftRow,
  { document, version, paper }: Replacing,
  what: Readonly<Record<string, number>>,
): boolean {
  if (!tx.get('SELECT 1 FROM draft_document WHERE draft = ? AND id = ?', [row.id, document]))
    throw refuse('NOT-FOUND', { what: 'Dokumen' })
  const digest = hex(sha256(paper.bytes))
  const changed = tx.run(
    `UPDATE draft_document SET media = ?, bytes = ?, sha256 = ?, pages = ?, version = version + 1
     WHERE draft = ? AND id = ? AND version = ?`,
    [paper.media, boxOf(station, row, document, paper), digest, paper.pages, row.id, document, version],
  )
  if (changed === 0) return false
  recordAct(tx, station, 'draft.document', row.id, { document, ...what, sha256: digest })
  return true
}

function boxOf(station: Station, row: DraftRow, document: string, paper: Paper): Uint8Array {
  return boxCapture(row.key, station.ports.random, documentPlace(row.id, document), paper.bytes)
}
