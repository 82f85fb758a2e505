import { hostname } from 'node:os'
import { mkdir, readFile } from 'node:fs/promises'
import { join, relative, resolve } from 'node:path'
import { type EmptiedResult, type EmptyFacts, emptyFactsSchema } from '../../../contract/restore.ts'
import { newId } from '../../../formats/id.ts'
import { utf8 } from '../../../lib/bytes.ts'
import { errnoOf, faultOfErrno } from '../../../lib/fault.ts'
import { formatPublicKey, keyIdText, publicOf } from '../../../lib/minisign.ts'
import { replaceDurably } from '../../../lib/write-durably.ts'
import { refuse } from '../../refuse.ts'
import type { Station, StationPaths } from '../../station.ts'
import { reportPdf, saveSigned, signReport } from '../report/sign.ts'
import { EMPTYING, finishEmptying, RECEIPT } from './destroy.ts'
import { emptyReport } from './empty-report.ts'
import { confirmWords, proofOf, refuseAllButSupervisor } from './prove.ts'

const FACTS = 'fakta.json'
const REPORT = 'berita-acara.pdf'
const KEY = 'stasiun.pub'

/** The report would go with the folder. */
function refuseInside(folder: string, report: string): void {
  const inside = relative(resolve(folder), resolve(report))
  if (inside !== '' && !inside.startsWith('..')) throw refuse('RESTORE-EMPTY-REPORT')
}

/**
 * Empties this computer: writes the signed record where the supervisor wants it and as a receipt that stays in the folder, then closes
 * the station, destroys its keys, and removes the rest. Before the journal is written nothing is gone; after it nothing comes back.
 * Faults RESTORE-EMPTY-*, those of writing.
 * @param shut closes the session, so that nothing writes to the folder any more
 */
export async function emptyStation(
  station: Station,
  given: { confirm: string; report: string },
  shut: () => Promise<void>,
): Promise<EmptiedResult> {
  refuseAllButSupervisor(station)
  if (given.confirm.trim() !== confirmWords(station))
    throw refuse('RESTORE-EMPTY-CONFIRM', { words: confirmWords(station) })
  const { fingerprint: _, confirm: __, ...proof } = proofOf(station)
  const { paths, ports, keys, code, epoch, actor } = station
  refuseInside(paths.folder, given.report)
  const key = publicOf(keys.signing)
  const facts: EmptyFacts = {
    ...proof,
    id: newId(ports.random),
    at: ports.now().toISOString(),
    by: actor.account,
    station: code,
    epoch: epoch.id,
    computer: hostname(),
    keyId: keyIdText(key.keyId),
  }
  const pdf = await reportPdf(station, emptyReport(station, facts), new Date(facts.at))
  const signature = signReport(station, pdf, facts.id)
  const saved = await saveSigned(resolve(given.report), pdf, signature)
  const receipt = join(paths.folder, RECEIPT)
  await mkdir(receipt, { recursive: true, mode: 0o700 })
  await saveSigned(join(receipt, REPORT), pdf, signature)
  await replaceDurably(join(receipt, KEY), utf8(formatPublicKey(key)))
  await replaceDurably(join(receipt, FACTS), utf8(JSON.stringify(facts)))
  // The last moment at which anything could have been recorded.
  proofOf(station)
  await replaceDurably(join(paths.folder, EMPTYING), utf8(facts.id))
  await shut()
  finishEmptying(paths)
  return { ...facts, report: saved.path, signature: saved.signature, receipt }
}

/** What the receipt in an empty folder says; null where there is none, or where a station stands. */
export async function emptiedBefore({ folder }: StationPaths): Promise<EmptyFacts | null> {
  const path = join(folder, RECEIPT, FACTS)
  try {
    const found = emptyFactsSchema.safeParse(JSON.parse(await readFile(path, 'utf8')))
    return found.success ? found.data : null
  } catch (error) {
    if (errnoOf(error) === 'ENOENT' || error instanceof SyntaxError) return null
    throw faultOfErrno(error, 'read', path)
  }
}
