import { carriedOrdersFormat } from '../bag/orders.ts'
import { encodeJson } from '../json.ts'
import { nextFence } from '../print/fence.ts'
import { printAnswerFormat, printOrderFormat, type PrintOrderItem } from '../print/order.ts'
import { type PrintPaperFields, signPaper } from '../print/paper.ts'
import { packSigned } from '../wire/wire.ts'
import { MMU_KEY, sampleId, sampleItems, STATION } from './sample.ts'

const at = '2026-11-23T09:00:00.000Z'
const [packet, order] = [sampleId(1), sampleId(60)]
const fence = nextFence(0, 0, 'mmu')
const of = { site: 'mmu', at } as const

/** A paper of each kind, by the sample site. */
export const PAPERS: Readonly<Record<string, PrintPaperFields>> = {
  'grant.json': { kind: 'grant', ...of, fence, packet, order, station: STATION },
  'transfer.json': { kind: 'transfer', ...of, fence: nextFence(fence, 0, 'mmu'), packet, to: 'batam' },
  'result.json': { kind: 'result', ...of, fence, packet, order, station: STATION, outcome: 'printed' },
  'declaration.json': {
    kind: 'declaration',
    ...of,
    fence: nextFence(0, 1, 'mmu'),
    dead: 'batam',
    reason: 'CONTOH: gedung terbakar',
  },
}

const ITEMS: PrintOrderItem[] = [
  { order, packet, fence: 0, want: 'grant' },
  { order: sampleId(61), packet: sampleId(2), fence: 4, want: 'grant', again: 'CONTOH: pesanan hilang' },
  { order: sampleId(62), packet: sampleId(3), fence: 6, want: 'issued' },
]

/** What a station and a site say of cards, by line and in bags. */
export const PRINTING = {
  'order.json': encodeJson(printOrderFormat, {
    format: 'rekam-print-order',
    version: 1,
    station: STATION,
    certificates: sampleItems().slice(0, 1).map(packSigned),
    items: ITEMS,
  }),
  'carried.json': encodeJson(carriedOrdersFormat, {
    format: 'rekam-carried-orders',
    version: 1,
    station: STATION,
    items: ITEMS,
  }),
  'answer.json': encodeJson(printAnswerFormat, {
    format: 'rekam-print-answer',
    version: 1,
    site: 'mmu',
    items: [
      { order, packet, verdict: 'granted', grant: packSigned(signPaper(PAPERS['grant.json']!, MMU_KEY)) },
      { order: sampleId(61), packet: sampleId(2), verdict: 'refused', code: 'PRINT-HELD' },
      { order: sampleId(62), packet: sampleId(3), verdict: 'noted', want: 'issued' },
    ],
  }),
}
