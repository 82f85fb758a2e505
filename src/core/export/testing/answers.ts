import type { BagInput } from '../../../formats/bag/plan.ts'
import { type PayloadSource, writeBag } from '../../../formats/bag/write.ts'
import { newId } from '../../../formats/id.ts'
import { type ReceiptFields, signReceipt } from '../../../formats/receipt/receipt.ts'
import type { Signed } from '../../../formats/trust/comment.ts'
import { utf8 } from '../../../lib/bytes.ts'
import type { SigningKey } from '../../../lib/minisign.ts'
import type { SampleDinas } from '../../settings/index.ts'
import type { TestStation } from '../../testing/index.ts'

const AT = '2026-11-23T02:00:00.000Z'

/** The site mmu's receipt of a packet, or one that says or signs otherwise. */
export function receiptOf(
  open: TestStation,
  packet: string,
  fields: Partial<ReceiptFields> = {},
  key: SigningKey = open.dinas.sites.mmu,
): Signed {
  const row = open.station.read.get<{ sha256: string }>('SELECT sha256 FROM recording WHERE id = ?', [packet])
  return signReceipt(
    {
      serial: 1,
      site: 'mmu',
      packet,
      sha256: row?.sha256 ?? '00'.repeat(32),
      attempt: 1,
      grade: 'central',
      verdict: 'RECEIVED_AT_CENTRAL',
      at: AT,
      ...fields,
    },
    key,
  )
}

/** A signed document with its signature beside it. */
export function signedSources(path: string, { bytes, signature }: Signed): PayloadSource[] {
  return [
    { path, data: bytes },
    { path: `${path}.minisig`, data: utf8(signature) },
  ]
}

/** Receipts as an answer carries them: 1.json, 2.json, ... */
export function receiptSources(receipts: readonly Signed[]): PayloadSource[] {
  return receipts.flatMap((receipt, n) => signedSources(`data/${n + 1}.json`, receipt))
}

interface Answering {
  /** The folder it lies in; one of its own unless told. */
  readonly drive?: string
  readonly sequence?: number
  /** The bag that it answers. */
  readonly answers?: string | undefined
  readonly dinas?: SampleDinas
  readonly over?: Partial<BagInput>
}

/** A bag that carries these files, as the site mmu writes an answer. Answers its folder. */
export async function answerBag(
  open: TestStation,
  files: readonly PayloadSource[],
  { drive = open.temp('answers'), sequence = 1, answers, dinas = open.dinas, over = {} }: Answering = {},
): Promise<string> {
  const id = newId(open.ports.random)
  const { folder } = await writeBag(
    { parent: drive, name: `answer-${id}`, mount: drive },
    files,
    async () => ({
      info: {
        kind: 'receipts',
        id,
        sequence,
        at: AT,
        site: 'mmu',
        ...(answers === undefined ? {} : { answers }),
      },
      certificates: [dinas.siteCertificate('mmu')],
      key: dinas.sites.mmu,
      ...over,
    }),
  )
  return folder
}
