import { readFile } from 'node:fs/promises'
import { decodeJson, encodeJson, parseJson } from '../../formats/json.ts'
import { readCertificate } from '../../formats/trust/certificate.ts'
import { type Signed, signDetached } from '../../formats/trust/comment.ts'
import {
  REPLICATE_CERTIFICATES,
  REPLICATE_LIMIT,
  REPLICATE_QUESTION_BYTES,
  type ReplicateAnswer,
  replicateAnswerFormat,
  type ReplicateQuestion,
  replicateEnvelopeSchema,
  replicateQuestionFormat,
} from '../../formats/wire/replicate.ts'
import { packSigned, unpackSigned } from '../../formats/wire/wire.ts'
import { utf8 } from '../../lib/bytes.ts'
import { Fault, faultOfErrno, isFault } from '../../lib/fault.ts'
import { PrintOffice } from '../printing/office.ts'
import { arrivalsFor } from './arrivals.ts'
import { decisionsAfter } from '../registry/decisions.ts'
import { findEntry, received } from '../registry/entries.ts'
import { heardUpTo } from '../registry/position.ts'
import type { Report } from '../registry/reports.ts'
import type { Site } from '../site.ts'

/**
 * The question in a body, if the other site signed it. Faults FORMAT-*, REPLICATE-PEER for everybody but the peer, those of Trust.verify.
 */
export async function readQuestion(site: Site, body: Uint8Array): Promise<ReplicateQuestion> {
  const packed = replicateEnvelopeSchema.safeParse(
    parseJson('rekam-replicate-question', body, REPLICATE_QUESTION_BYTES),
  )
  if (!packed.success) throw new Fault('FORMAT-UNREADABLE', { format: 'rekam-replicate-question' })
  await site.learn([unpackSigned(packed.data.certificate)])
  const { bytes, signature } = unpackSigned(packed.data.question)
  const question = decodeJson(replicateQuestionFormat, bytes)
  const { certificate } = site.trust.verify(bytes, signature, 'report')
  const subject = certificate === 'root' ? undefined : certificate.subject
  if (subject?.kind !== 'site' || subject.site !== question.site || question.site !== site.peer) {
    throw new Fault('REPLICATE-PEER', { site: question.site })
  }
  return question
}

async function itemOf(site: Site, report: Report): Promise<ReplicateAnswer['items'][number]> {
  const { packet, sha256, attempt, term, bytes, signature } = report
  const entry = await findEntry(site.registry.read, packet, sha256, attempt)
  const receipt = packSigned({ bytes: utf8(bytes), signature })
  if (entry?.state !== 'received') return { term, receipt }
  const { station, epoch, seq, bytes: size, signature: stamp } = entry
  return { term, receipt, entry: { attempt, bytes: size, station, epoch, seq, signature: stamp } }
}

/** Persons' decisions that the other site has not heard, and the position of the last one; nothing where there are none. */
async function decisionsFor(
  site: Site,
  question: ReplicateQuestion,
): Promise<Pick<ReplicateAnswer, 'decisions' | 'decisionsUpto'>> {
  const { read } = site.registry
  const after = await heardUpTo(read, 'decisions', question.decisions ?? 0)
  const rows = await decisionsAfter(read, after, REPLICATE_LIMIT)
  if (rows.length === 0) return {}
  const decisions = rows.map(
    ({ site: of, number, packet, attempt, came_from, decided, reason, person, at, others }) => ({
      ...(of === site.code ? {} : { site: of }),
      number,
      packet,
      attempt,
      came_from,
      decided,
      reason,
      person,
      at,
      others: others === '' ? [] : others.split(' '),
    }),
  )
  return { decisions, decisionsUpto: rows.at(-1)!.position }
}

/** Whose packets these are comes before others; who certifies and what is revoked, before all. */
function rankOf(bytes: Uint8Array, stations: ReadonlySet<string>): number {
  try {
    const { subject } = readCertificate(bytes)
    if (subject.kind !== 'station') return subject.kind === 'letter' ? 3 : 0
    return stations.has(subject.station) ? 1 : 2
  } catch (error) {
    if (!isFault(error)) throw error
    // A revocation is no certificate.
    return 0
  }
}

/** What the other site needs to judge these items, and of the others what one answer holds. */
async function certificatesFor(site: Site, items: ReplicateAnswer['items']): Promise<Signed[]> {
  const kept = await site.registry.certificates()
  const known = kept.map(({ bytes, signature }) => ({ bytes: utf8(bytes), signature }))
  const room = REPLICATE_CERTIFICATES - 1
  if (known.length <= room) return [site.certificate, ...known]
  const stations = new Set(items.flatMap(({ entry }) => (entry ? [entry.station] : [])))
  const ranked = known.map((signed) => ({ signed, rank: rankOf(signed.bytes, stations) }))
  const first = ranked.toSorted((a, b) => a.rank - b.rank).slice(0, room)
  return [site.certificate, ...first.map(({ signed }) => signed)]
}

/** What the other site has not heard yet, signed; and a right given to it where it asked for one. */
export async function answerChanges(
  site: Site,
  question: ReplicateQuestion,
): Promise<{ body: Uint8Array; signature: string }> {
  const { read } = site.registry
  await site.learnMatcher(question.matcher)
  const office = new PrintOffice(site)
  const after = await heardUpTo(read, 'reports', question.after)
  const reports = await read.all<Report>(
    'SELECT * FROM report WHERE position > ? ORDER BY position LIMIT ?',
    [after, REPLICATE_LIMIT + 1],
  )
  const page = reports.slice(0, REPLICATE_LIMIT)
  const items: ReplicateAnswer['items'] = []
  for (const report of page) items.push(await itemOf(site, report))
  const { papers, next } =
    question.give === undefined
      ? await office.papers(await heardUpTo(read, 'papers', question.papers), REPLICATE_LIMIT)
      : { papers: await office.give(question.give, question.site), next: question.papers }
  const decided = await decisionsFor(site, question)
  const handedIn = await arrivalsFor(site, question)
  const certificates = await certificatesFor(site, items)
  const body = encodeJson(replicateAnswerFormat, {
    format: 'rekam-replicate-answer',
    version: 1,
    site: site.code,
    matcher: await site.matcher(),
    certificates: certificates.map(packSigned),
    items,
    ...decided,
    ...handedIn,
    upto: page.at(-1)?.position ?? after,
    papers: papers.map(packSigned),
    papersUpto: next,
    more:
      reports.length > page.length ||
      papers.length === REPLICATE_LIMIT ||
      decided.decisions?.length === REPLICATE_LIMIT ||
      handedIn.arrivals?.length === REPLICATE_LIMIT,
  })
  return { body, signature: signDetached(body, site.signing, { purpose: 'report' }) }
}

/** The bytes of a packet that lies here. NOT-FOUND, DISK-*. */
export async function answerPacket(site: Site, question: ReplicateQuestion): Promise<Uint8Array> {
  const { id = '', sha256 = '' } = question.packet ?? {}
  const held = await received(site.registry.read, id)
  if (held?.sha256 !== sha256) throw new Fault('NOT-FOUND', { packet: id })
  const path = site.packetPath(id, sha256)
  try {
    return await readFile(path)
  } catch (error) {
    throw faultOfErrno(error, 'read', path)
  }
}
