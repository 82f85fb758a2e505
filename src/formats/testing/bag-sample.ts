import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { hex, utf8 } from '../../lib/bytes.ts'
import { sha256 } from '../../lib/hash.ts'
import type { BagInfo } from '../bag/info.ts'
import { type BagInput, PAYLOAD, writeBagPlan } from '../bag/plan.ts'
import { golden } from './golden.ts'
import { EPOCH, MMU_KEY, sampleId, sampleItems, STATION, STATION_KEY } from './sample.ts'

/** Every file of a bag by its path. */
export type BagFiles = Map<string, Uint8Array>

const AT = '2026-11-23T18:08:00.000+08:00'
type Info = Omit<BagInfo, 'oxum' | 'count'>

export const EXPORT: Info = {
  kind: 'export',
  id: sampleId(400),
  sequence: 3,
  at: AT,
  station: STATION,
  epoch: EPOCH,
  to: 'Pusat data MMU',
}

export const RECEIPTS: Info = {
  kind: 'receipts',
  id: sampleId(401),
  sequence: 9,
  at: AT,
  site: 'mmu',
  answers: EXPORT.id,
}

/** The golden packet, as an export carries it. */
export function exportPayload(): BagFiles {
  const id = sampleId(1)
  return new Map([
    [`${PAYLOAD}${id}.rkp`, golden('packet', 'recording.rkp')],
    [`${PAYLOAD}${id}.rkp.minisig`, golden('packet', 'recording.rkp.minisig')],
  ])
}

/** The golden receipt and a notice. */
export function receiptPayload(): BagFiles {
  return new Map([
    [`${PAYLOAD}12.json`, golden('receipt', '12.json')],
    [`${PAYLOAD}12.json.minisig`, golden('receipt', '12.json.minisig')],
    [`${PAYLOAD}notice-1.json`, utf8('{"text":"CONTOH"}\n')],
  ])
}

/** A whole bag: payload and tag files. */
export function bagFiles(over: Partial<BagInput> = {}, payload = exportPayload()): BagFiles {
  const files = [...payload].map(([path, data]) => ({ path, bytes: data.length, sha256: hex(sha256(data)) }))
  const plan = writeBagPlan({
    info: EXPORT,
    payload: files,
    letter: utf8('%PDF-1.4 CONTOH\n'),
    certificates: sampleItems(),
    key: STATION_KEY,
    ...over,
  })
  return new Map([...payload, ...plan.map(({ name, data }) => [name, data] as const)])
}

export function receiptBag(): BagFiles {
  return bagFiles({ info: RECEIPTS, key: MMU_KEY, letter: undefined }, receiptPayload())
}

/** Puts the files into a folder. */
export function putBag(folder: string, files: BagFiles): void {
  for (const [path, data] of files) {
    mkdirSync(join(folder, dirname(path)), { recursive: true })
    writeFileSync(join(folder, path), data)
  }
}
