import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type OwnCups, startOwnCups } from '../../paper/printers/testing/own-cups.ts'
import type { Station } from '../../station.ts'
import { openTestStation, type TestStation } from '../../testing/index.ts'
import { issueSuket } from '../issue.ts'
import { recorded, samplePerson } from '../testing/recorded.ts'
import { todayOf } from '../today.ts'
import { jobsOfBatch } from './jobs.ts'
import { printSukets, unprinted } from './order.ts'
import { stepPrints } from './step.ts'

const LETTERS = 100

let open: TestStation
let cups: OwnCups
let station: Station
beforeAll(async () => {
  open = await openTestStation()
  cups = await startOwnCups()
  station = { ...open.station, ports: { ...open.ports, printers: cups.printers } }
})
afterAll(async () => {
  await cups?.close()
  await open?.close()
})

const papers = () => readdirSync(join(cups.folder, 'out')).filter((name) => name.endsWith('.pdf')).length

it('prints a batch of a hundred on a real CUPS that dies in the middle: every letter once, no number lost', async () => {
  const person = samplePerson(1)
  for (let n = 1; n <= LETTERS; n++) {
    const nik = `${person.nik.slice(0, 12)}${String(n).padStart(4, '0')}`
    await issueSuket(station, await recorded(open, { ...person, nik }))
  }
  const print = async () => {
    const ids = unprinted(station.read, todayOf(station)).letters.map(({ id }) => id)
    return printSukets(station, { ids, printer: 'desk', tray: 'Tray1', copies: 1 })
  }
  const { batch, jobs } = await print()
  expect(jobs).toBe(LETTERS)
  while (papers() < LETTERS / 4) await stepPrints(station)
  await cups.setDead(true)
  await stepPrints(station)
  const states = () => jobsOfBatch(station.read, batch).map(({ state, why }) => `${state} ${why}`)
  expect(states().some((state) => state.endsWith('PRINTER-SYSTEM'))).toBe(true)
  await cups.setDead(false)
  // What the system had in hand comes out by itself; what it refused meanwhile is printed again, without a reason and under its number.
  while (await stepPrints(station)) await new Promise((done) => setTimeout(done, 100))
  if (unprinted(station.read, todayOf(station)).total > 0) await print()
  while (await stepPrints(station)) await new Promise((done) => setTimeout(done, 100))
  expect(papers()).toBe(LETTERS)
  expect(unprinted(station.read, todayOf(station)).total).toBe(0)
  const count = (sql: string) => station.read.get<{ n: number }>(sql)!.n
  expect(count('SELECT count(*) AS n FROM suket WHERE paper_at IS NOT NULL')).toBe(LETTERS)
  expect(count(`SELECT count(*) AS n FROM suket_event WHERE act = 'print-done'`)).toBe(LETTERS)
  expect(count('SELECT max(last) AS n FROM register')).toBe(LETTERS)
})
