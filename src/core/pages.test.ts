import { call } from '@orpc/server'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { SHOWN } from '../contract/enrolment.ts'
import { CARD_STATES } from '../contract/printing.ts'
import { backupHandlers } from './backup/index.ts'
import { boardHandlers } from './board/index.ts'
import type { CoreContext, Desk } from './context.ts'
import type { ReadDb, SqlParams } from './db/handles.ts'
import { enrolmentHandlers } from './enrolment/index.ts'
import { exportHandlers } from './export/index.ts'
import { outageHandlers } from './outage/index.ts'
import { ordersToCarry, printingHandlers } from './printing/index.ts'
import type { Station } from './station.ts'
import { openTestStation, type TestStation } from './testing/index.ts'
import { manyRows } from './testing/many-rows.ts'
import { uploadHandlers } from './upload/index.ts'
import { followUps } from './upload/reset.ts'

let open: TestStation
beforeAll(async () => {
  open = await openTestStation()
  await manyRows(open.station, 300)
})
afterAll(() => open.close())

/** Tables that grow with every resident: none of them is walked through to show a page. */
const GROWING =
  'recording recording_status receipt board_list card card_list card_visit copy bag_item bag_order bag_wait upload_item audit change suket purged'.split(
    ' ',
  )
/**
 * Walked for a while only: a partial index that holds what is open, a search for part of a name in one narrow list, and a list in the order of
 * its own index, which ends with the page.
 */
const OPEN =
  /USING (?:COVERING )?INDEX (?:recording_exception_waits|upload_item_refused|card_ordered|card_granted|card_unreported|recording_pending|board_(?:waiting|exported|once|stuck))/

/** The station, and what is asked of its register. */
function heard(station: Station): { station: Station; asked: [string, SqlParams][] } {
  const asked: [string, SqlParams][] = []
  const note = (sql: string, params: SqlParams = []) => void asked.push([sql, params])
  const { read } = station
  const hearing: ReadDb = {
    get: (sql, params) => (note(sql, params), read.get(sql, params)),
    all: (sql, params) => (note(sql, params), read.all(sql, params)),
    iterate: (sql, params) => (note(sql, params), read.iterate(sql, params)),
  }
  return { station: Object.assign(Object.create(station) as Station, { read: hearing }), asked }
}

function walks(db: ReadDb, sql: string, params: SqlParams): string[] {
  // A statement names its tables by aliases: what each stands for is read from it.
  const aliases = new Map(
    [...sql.matchAll(/\b(?:FROM|JOIN)\s+(\w+)(?:\s+AS)?\s+(\w+)/gi)].map(([, table, alias]) => [
      alias,
      table,
    ]),
  )
  return db
    .all<{ detail: string }>(`EXPLAIN QUERY PLAN ${sql}`, params)
    .map(({ detail }) => detail)
    .filter((detail) => {
      const [, name = ''] = /^SCAN (\w+)/.exec(detail) ?? []
      return GROWING.includes(aliases.get(name) ?? name) && !OPEN.test(detail)
    })
}

const PAGES: Record<string, (context: { context: CoreContext }, station: Station) => unknown> = {
  sending: (context) => call(uploadHandlers.status, {}, context),
  bags: (context) => call(exportHandlers.bags, {}, context),
  'the next bag': (context) => call(exportHandlers.plan, {}, context),
  outages: (context) => call(outageHandlers.show, {}, context),
  backups: (context) => call(backupHandlers.status, {}, context),
  ...Object.fromEntries(
    CARD_STATES.map((state) => [
      `cards, ${state}`,
      (context: { context: CoreContext }) => call(printingHandlers.list, { state }, context),
    ]),
  ),
  'cards of a name': (context) => call(printingHandlers.list, { state: 'ready', text: 'KE-7' }, context),
  board: (context) => call(boardHandlers.show, {}, context),
  'the lists of the day': (context) => call(boardHandlers.checklist, {}, context),
  ...Object.fromEntries(
    SHOWN.map((show) => [
      `recordings, ${show}`,
      (context: { context: CoreContext }) => call(enrolmentHandlers.list, { show }, context),
    ]),
  ),
  'recordings of a status and an age': (context) =>
    call(enrolmentHandlers.list, { status: 'BIO_CAPTURED', age: 'week' }, context),
  'how many cards': (context) => call(printingHandlers.counts, {}, context),
  'what a bag says of cards': (_, station) => ordersToCarry(station),
}

test.each(Object.entries(PAGES))('%s: no table that grows with every resident is walked', async (_, ask) => {
  const { station, asked } = heard(open.station)
  await ask(
    {
      context: {
        ...open.context,
        desk: Object.assign(Object.create(open.context.desk) as Desk, { station: () => station }),
      },
    },
    station,
  )
  expect(asked.length).toBeGreaterThan(0)
  const walked = asked.flatMap(([sql, params]) =>
    walks(station.read, sql, params).map((detail) => `${detail}: ${sql}`),
  )
  expect(walked.map((line) => line.slice(0, 200))).toEqual([])
})

test('of thousands that stand still the page of sending reads indices alone, never the rows of recordings', () => {
  const { station, asked } = heard(open.station)
  followUps(station.read, station.ports.now())
  const plans = asked.flatMap(([sql, params]) =>
    station.read.all<{ detail: string }>(`EXPLAIN QUERY PLAN ${sql}`, params).map(({ detail }) => detail),
  )
  const lists = plans.filter((detail) => /^(?:SEARCH|SCAN) [sm] /.test(detail))
  expect(lists.length).toBeGreaterThan(1)
  expect(lists.filter((detail) => !detail.includes('USING COVERING INDEX'))).toEqual([])
})

test('a count over a growing table is seen as a walk', () => {
  const { read } = open.station
  expect(walks(read, 'SELECT count(*) FROM copy c WHERE c.level = ?', ['L1'])).toHaveLength(1)
  expect(walks(read, 'SELECT count(*) FROM receipt', [])).toHaveLength(1)
})
