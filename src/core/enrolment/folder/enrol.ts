import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { completeBiodata } from '../../../contract/biodata.ts'
import { BIODATA_WARNINGS } from '../../../contract/biodata-notices.ts'
import { parseNik } from '../../../contract/nik.ts'
import { faultOfErrno, isFault, type Params } from '../../../lib/fault.ts'
import { recordAct } from '../../audit/index.ts'
import { refuse } from '../../refuse.ts'
import { nikInvalid } from '../../resident/index.ts'
import type { Station } from '../../station.ts'
import { decideAllAlike } from '../draft/alike.ts'
import { type Checked, checkCapture, putCaptures } from '../draft/captures.ts'
import { discardDraft } from '../draft/discard.ts'
import { editDraft } from '../draft/edit.ts'
import { startDraft } from '../draft/start.ts'
import { incomplete } from '../missing.ts'
import { sealDraft, sealedAnswer } from '../seal/seal.ts'
import { type PersonFolder, readPersonFolder } from './read-person.ts'

/** What became of one person's folder. */
export type FolderOutcome = { readonly folder: string } & (
  | { readonly outcome: 'sealed' | 'known'; readonly recording: string; readonly seq: number }
  | { readonly outcome: 'refused'; readonly code: string; readonly params: Params }
)

export interface FolderOptions {
  /** Reason to record persons again whom this station has recorded. */
  readonly again?: string | undefined
  readonly onPerson?: (outcome: FolderOutcome, done: number, total: number) => void
}

/**
 * For samples and for migration from another program; a laptop with Rekam of its own is a station. Seals recordings made elsewhere: one
 * folder per person, in the order of their names. Each person is sealed whole or
 * reported with a refusal; the others go on. The same content is one recording, however often and under whatever name it is read.
 * FILE-MISSING or FILE-IO when the folder itself cannot be read; anything that is no refusal stops the run.
 */
export async function enrolFromFolder(
  station: Station,
  folder: string,
  options: FolderOptions = {},
): Promise<FolderOutcome[]> {
  const names = await personFolders(folder)
  const outcomes: FolderOutcome[] = []
  for (const name of names) {
    const outcome = await enrolPerson(station, join(folder, name), name, options.again)
    outcomes.push(outcome)
    options.onPerson?.(outcome, outcomes.length, names.length)
  }
  return outcomes
}

async function personFolders(folder: string): Promise<string[]> {
  try {
    const entries = await readdir(folder, { withFileTypes: true })
    return entries
      .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
      .map(({ name }) => name)
      .toSorted()
  } catch (error) {
    throw faultOfErrno(error, 'read', folder)
  }
}

async function enrolPerson(
  station: Station,
  path: string,
  name: string,
  again: string | undefined,
): Promise<FolderOutcome> {
  try {
    const person = await readPersonFolder(path)
    const known = sealedAnswer(station, person.id)
    if (known) return { folder: name, outcome: 'known', recording: person.id, seq: known.seq }
    const captures = await checkPerson(person)
    const { seq } = await sealPerson(station, person, captures, again)
    return { folder: name, outcome: 'sealed', recording: person.id, seq }
  } catch (error) {
    if (!isFault(error)) throw error
    return { folder: name, outcome: 'refused', code: error.code, params: error.params }
  }
}

/** All that can be wrong with a folder is found before anything is written. */
async function checkPerson({ biodata, captures }: PersonFolder): Promise<Checked[]> {
  const nik = parseNik(biodata.nik ?? '')
  if (!nik.ok) throw nikInvalid(nik.code)
  const complete = completeBiodata(biodata)
  if (!complete.ok) throw incomplete(complete.problems.map(({ field }) => ({ field })))
  const checked: Checked[] = []
  const hasOriginal = captures.has('photo-original')
  const originalFirst = [...captures].toSorted(
    ([a], [b]) => Number(b === 'photo-original') - Number(a === 'photo-original'),
  )
  for (const [slot, bytes] of originalFirst) {
    checked.push(...(await checkCapture(slot, bytes, { device: 'folder', attempts: 1 }, hasOriginal)))
  }
  return checked
}

/** Every warning that asks for a reason has this one. */
const FROM_FOLDER = JSON.stringify(
  Object.fromEntries(
    Object.entries(BIODATA_WARNINGS)
      .filter(([, { needsReason }]) => needsReason)
      .map(([code]) => [code, 'direkam di tempat lain']),
  ),
)

async function sealPerson(
  station: Station,
  person: PersonFolder,
  captures: readonly Checked[],
  again: string | undefined,
): Promise<{ seq: number }> {
  const { id, biodata, exceptions } = person
  const draft = await startDraft(station, biodata.nik ?? '', { id, again })
  if (draft.id !== id) throw refuse('ENROLMENT-DRAFT-EXISTS')
  await editDraft(station, id, (tx, row) => {
    // Nobody can be asked any more: what the folder says is taken as read, and stands as it was made elsewhere.
    tx.run(
      "UPDATE draft SET biodata = ?, confirmed = 1, truth = 1, step = 'review', reasons = ? WHERE id = ?",
      [JSON.stringify(biodata), FROM_FOLDER, id],
    )
    tx.run('DELETE FROM draft_capture WHERE draft = ?', [id])
    putCaptures(tx, station, row, captures)
    tx.run('UPDATE draft SET photo_approved = 1 WHERE id = ?', [id])
    tx.run('DELETE FROM draft_exception WHERE draft = ?', [id])
    for (const [slot, reason] of exceptions) {
      tx.run('INSERT INTO draft_exception (draft, slot, reason) VALUES (?, ?, ?)', [id, slot, reason])
    }
    recordAct(tx, station, 'draft.from-folder', id, { biodata, exceptions: Object.fromEntries(exceptions) })
    return true
  })
  // A reason to record again is one for whoever looks the same, too: nobody can be asked any more.
  if (again !== undefined) await decideAllAlike(station, id, again)
  try {
    return await sealDraft(station, id)
  } catch (error) {
    // The folder still has everything; a draft that can never be sealed must not stand in the way of a mended one.
    if (isFault(error, 'ENROLMENT-INCOMPLETE')) await discardDraft(station, id, 'folder tidak lengkap')
    throw error
  }
}
