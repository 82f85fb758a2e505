import { rmSync } from 'node:fs'
import { expect, it } from 'vitest'
import type { Station } from '../station.ts'
import { apartIn, type Books } from './testing/ledgers.ts'
import { simulateOutage } from './testing/outage.ts'

/** REKAM_SEED plays other six months; `npm run outage` plays larger ones. */
const SEED = Number(process.env['REKAM_SEED'] ?? 20170317)

const AN_ISSUED = `SELECT recording FROM card WHERE state = 'issued' ORDER BY recording`

const own = (station: Station, sql: string) => station.write.transaction((tx) => tx.run(sql))
const at = (site: Books['sites'][number], sql: string) => site.registry.transaction((tx) => tx.run(sql))

/** What may go wrong with one thing, done to the books after six months in which nothing did; and the line that must say so. */
const DAMAGES: readonly (readonly [what: string, said: RegExp, act: (books: Books) => unknown])[] = [
  [
    'the station loses one receipt',
    /^receipt of mmu on \w+: at mmu, not at the station$/,
    ({ station }) =>
      own(station, `DELETE FROM receipt WHERE rowid = (SELECT min(rowid) FROM receipt WHERE site = 'mmu')`),
  ],
  [
    'a site loses one receipt',
    /^receipt of mmu on \w+: not at batam$/,
    ({ sites }) =>
      at(
        sites[1]!,
        `DELETE FROM report WHERE position = (SELECT max(position) FROM report WHERE site = 'mmu')`,
      ),
  ],
  [
    'a card is printed twice',
    /^card of \w+: CARD_ISSUED, 2 printed$/,
    ({ station }) =>
      own(
        station,
        `INSERT INTO blank_entry (epoch, n, at, kind, change, spoilt, recording, operator)
         SELECT epoch, (SELECT max(n) + 1 FROM blank_entry), at, kind, change, spoilt, recording, operator FROM blank_entry
         WHERE kind = 'printed' AND recording IN (${AN_ISSUED}) LIMIT 1`,
      ),
  ],
  [
    'a packet is gone from a store',
    /^packet \w+: not whole in the store of batam$/,
    ({ station, sites }) => {
      const { id, sha256 } = station.read.get<{ id: string; sha256: string }>(
        `SELECT id, sha256 FROM recording WHERE id IN (${AN_ISSUED}) LIMIT 1`,
      )!
      rmSync(sites[1]!.packetPath(id, sha256))
    },
  ],
  [
    'a bag is taken in without a trace',
    /^bag \d+: \d+ packets, \d+ orders \| null$/,
    ({ sites }) => at(sites[0]!, `DELETE FROM arrival WHERE sequence = (SELECT min(sequence) FROM arrival)`),
  ],
  [
    'a misprint is told to one site alone',
    /^misprints of \w+: \d+, \d+ at mmu$/,
    ({ sites }) =>
      at(
        sites[0]!,
        `DELETE FROM print_paper WHERE position = (SELECT max(position) FROM print_paper WHERE bytes LIKE '%"outcome":"spoilt"%')`,
      ),
  ],
  [
    'a letter stays open beside its card',
    /^letter \S+: issued, recording CARD_ISSUED$/,
    ({ station }) =>
      own(
        station,
        `UPDATE suket SET state = 'issued' WHERE id = (SELECT min(id) FROM suket WHERE recording IN (${AN_ISSUED}))`,
      ),
  ],
]

it(`after six months, day by day, every resident has a card or a named reason, and the ledgers agree (seed ${SEED})`, async () => {
  const found: string[][] = []
  const summary = await simulateOutage({ perDay: 0.4, seed: SEED }, async (books) => {
    let before = new Set(await apartIn(books))
    for (const [, , act] of DAMAGES) {
      await act(books)
      const after = await apartIn(books)
      found.push(after.filter((line) => !before.has(line)))
      before = new Set(after)
    }
  })
  for (const [n, [what, said]] of DAMAGES.entries())
    expect({ what, lines: found[n] }).toEqual({
      what,
      lines: expect.arrayContaining([expect.stringMatching(said)]),
    })
  const { statuses, cardsPrinted, misprints, suketWithdrawn, epochs } = summary
  expect(summary).toMatchObject({
    unexplained: [],
    withoutReceipt: 0,
    withoutCopy: 0,
    numbersMissing: [],
    disagreements: [],
    apart: [],
  })
  // Restored once, under a new epoch, and everybody who was recorded before is still there.
  expect(new Set(epochs).size).toBe(2)
  expect(summary.diary.filter((line) => line.includes('dipulihkan'))).toHaveLength(1)
  expect(summary.residents).toBeGreaterThan(50)
  expect(summary.packets).toBeGreaterThan(summary.residents)
  expect(summary.bags).toBeGreaterThan(5)
  expect(summary.resets).toBeGreaterThan(0)
  expect(summary.amendments).toBeGreaterThan(5)
  // No site answered for months: these cards were ordered, granted and reported by bags.
  expect(summary.byDrive).toBeGreaterThan(0)
  const issued = statuses['CARD_ISSUED'] ?? 0
  expect(issued).toBe(cardsPrinted)
  expect(issued).toBeGreaterThan(50)
  // A Suket stays with whom the centre has not decided on, and with nobody else: the void recording's is withdrawn too.
  expect(suketWithdrawn).toBe(issued + 1)
  expect(summary.suketOpen).toBe(statuses['ADJUDICATE_RECORD'] ?? 0)
  expect(statuses['UNREGISTERED']).toBe(1)
  expect(summary.blanksReceived - cardsPrinted - misprints).toBe(summary.blanksLeft)
}, 600_000)
