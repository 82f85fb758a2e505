import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openTestStation, type TestStation } from '../../testing/index.ts'
import { withdrawSuket } from '../end.ts'
import { issueSuket } from '../issue.ts'
import { suketById } from '../queries.ts'
import { saves, saveSuket, saveSukets } from '../save.ts'
import { recorded, samplePerson } from '../testing/recorded.ts'
import { todayOf } from '../today.ts'
import { cancelPrints, settlePrint } from './acts.ts'
import { jobsOfBatch, jobsOfLetter, liveBatch, moveJob } from './jobs.ts'
import { lastChoice, printSukets, unprinted } from './order.ts'
import { endLeftWaiting, stepPrints } from './step.ts'
import { existsSync, mkdirSync, readdirSync } from 'node:fs'
import { join } from 'node:path'

let open: TestStation
beforeEach(async () => {
  open = await openTestStation()
})
afterEach(() => open.close())

const letter = async (n = 1) => issueSuket(open.station, await recorded(open, samplePerson(n)))
const print = (ids: string[], more: Partial<Parameters<typeof printSukets>[1]> = {}) =>
  printSukets(open.station, { ids, printer: 'desk', tray: null, copies: 1, ...more })
const step = () => stepPrints(open.station)
const states = (id: string) => jobsOfLetter(open.station.read, id).map(({ state, why }) => ({ state, why }))
const acts = (id: string) =>
  open.station.read
    .all<{ act: string }>('SELECT act FROM suket_event WHERE suket = ? ORDER BY n', [id])
    .map(({ act }) => act)
const numbers = () => open.station.read.get<{ n: number }>('SELECT count(*) AS n FROM suket')!.n

describe('a print', { timeout: 60_000 }, () => {
  it('goes to the printer and onto paper, with a trace of both, and the choice is remembered', async () => {
    const { id, recording } = await letter()
    await print([id], { tray: 'Tray2', copies: 2, paper: 'F4' })
    expect(await step()).toBe(true)
    expect(acts(id)).toEqual(['issue', 'print'])
    expect(suketById(open.station.read, id)!.paper_at).toBeNull()
    expect(await step()).toBe(false)
    expect(states(id)).toEqual([{ state: 'done', why: null }])
    expect(acts(id)).toEqual(['issue', 'print', 'print-done'])
    expect(suketById(open.station.read, id)).toMatchObject({ state: 'issued', paper: 'F4' })
    expect(suketById(open.station.read, id)!.paper_at).not.toBeNull()
    expect(open.ports.printers.printed).toMatchObject([{ copies: 2, tray: 'Tray2', paper: 'F4' }])
    expect(lastChoice(open.station.read)).toEqual({ printer: 'desk', tray: 'Tray2', copies: 2 })
    expect(
      open.station.read
        .all<{ act: string }>(`SELECT act FROM audit WHERE subject = ? ORDER BY seq`, [recording])
        .map(({ act }) => act),
    ).toEqual(expect.arrayContaining(['suket.print', 'suket.print-done']))
    // What everybody at the computer sees of the job names nobody.
    expect(open.ports.printers.printed[0]!.title).not.toContain(samplePerson(1).nama)
  })

  it('is refused while the same letter is on its way', async () => {
    const { id, number } = await letter()
    await print([id])
    await expect(print([id])).rejects.toMatchObject({ code: 'SUKET-PRINTING', params: { number } })
    open.ports.printers.setMode('slow')
    await step()
    await expect(print([id], { reason: 'robek' })).rejects.toMatchObject({ code: 'SUKET-PRINTING' })
  })

  it('again needs a reason and keeps the number', async () => {
    const { id, number } = await letter()
    await print([id])
    await step()
    await step()
    await expect(print([id])).rejects.toMatchObject({ code: 'SUKET-REPRINT-REASON' })
    await print([id], { reason: 'Kertas robek' })
    await step()
    await step()
    expect(suketById(open.station.read, id)).toMatchObject({ number, state: 'reprinted' })
    expect(acts(id)).toEqual(['issue', 'print', 'print-done', 'reprint', 'print', 'print-done'])
    expect(open.ports.printers.printed).toHaveLength(2)
    expect(numbers()).toBe(1)
  })

  it('that failed is tried again without a reason and without a new number', async () => {
    const { id, number } = await letter()
    open.ports.printers.setMode('breaks')
    await print([id])
    await step()
    await step()
    expect(states(id)).toEqual([{ state: 'failed', why: 'aborted' }])
    expect(suketById(open.station.read, id)!.paper_at).toBeNull()
    open.ports.printers.setMode('prints')
    await print([id])
    await step()
    await step()
    expect(states(id)[0]).toEqual({ state: 'done', why: null })
    expect(suketById(open.station.read, id)).toMatchObject({ number, state: 'issued' })
    expect(numbers()).toBe(1)
  })

  it('waits for paper, for a stopped printer, and for a service that died, and says so', async () => {
    const { id } = await letter()
    open.ports.printers.setMode('empty')
    await print([id])
    await step()
    await step()
    expect(states(id)).toEqual([{ state: 'out-of-paper', why: null }])
    open.ports.printers.setMode('stopped')
    await step()
    expect(states(id)).toEqual([{ state: 'queued', why: 'stopped' }])
    open.ports.printers.setDead(true)
    await step()
    expect(states(id)).toEqual([{ state: 'queued', why: 'PRINTER-SYSTEM' }])
    open.ports.printers.setDead(false)
    open.ports.printers.setMode('prints')
    await step()
    expect(states(id)).toEqual([{ state: 'done', why: null }])
  })

  it('whose service is dead fails for all that wait, each with its number kept', async () => {
    const letters = [await letter(1), await letter(2), await letter(3)]
    open.ports.printers.setDead(true)
    const { batch } = await print(letters.map(({ id }) => id))
    expect(await step()).toBe(false)
    expect(jobsOfBatch(open.station.read, batch).map(({ state, why }) => [state, why])).toEqual(
      letters.map(() => ['failed', 'PRINTER-SYSTEM']),
    )
    expect(unprinted(open.station.read, todayOf(open.station)).total).toBe(3)
    expect(numbers()).toBe(3)
  })

  it('of a letter that was withdrawn while it waited does not come out', async () => {
    const { id } = await letter()
    await print([id])
    await withdrawSuket(open.station, id, 'KTP-el datang')
    await step()
    expect(states(id)).toEqual([{ state: 'cancelled', why: 'SUKET-STATE' }])
    expect(open.ports.printers.printed).toHaveLength(0)
    await expect(print([id])).rejects.toMatchObject({ code: 'SUKET-STATE' })
  })

  it('of a letter that ended while the printer had no paper is taken back from its queue', async () => {
    const { id } = await letter()
    open.ports.printers.setMode('empty')
    await print([id])
    await step()
    await step()
    expect(states(id)).toEqual([{ state: 'out-of-paper', why: null }])
    await withdrawSuket(open.station, id, 'KTP-el datang')
    open.ports.printers.setDead(true)
    await step()
    expect(states(id)).toEqual([{ state: 'out-of-paper', why: 'PRINTER-SYSTEM' }])
    open.ports.printers.setDead(false)
    await step()
    expect(states(id)).toEqual([{ state: 'cancelled', why: 'SUKET-STATE' }])
    open.ports.printers.setMode('prints')
    await step()
    expect(open.ports.printers.printed).toHaveLength(0)
    expect(acts(id)).toEqual(['issue', 'print', 'withdraw', 'print-cancelled'])
  })

  it('is queued for all letters or for none', async () => {
    const { id } = await letter()
    await expect(print([id, 'zzzzzzzzzzzzzzzzzzzzzzzzzz'])).rejects.toMatchObject({ code: 'NOT-FOUND' })
    expect(states(id)).toEqual([])
  })
})

describe('a crash between number and paper', { timeout: 60_000 }, () => {
  it('before the answer is found again by its title, and nothing is printed twice', async () => {
    const { id } = await letter()
    open.ports.printers.loseNextAnswer()
    await print([id])
    await step()
    expect(states(id)).toEqual([{ state: 'handing', why: null }])
    open.reopen()
    await endLeftWaiting(open.station)
    await step()
    expect(states(id)).toEqual([{ state: 'done', why: null }])
    expect(open.ports.printers.printed).toHaveLength(1)
  })

  it('before the system had it is unknown until a person looked', async () => {
    const { id } = await letter()
    await print([id])
    const [job] = jobsOfLetter(open.station.read, id)
    await open.station.write.transaction((tx) => moveJob(tx, job!.id, { state: 'handing' }))
    open.reopen()
    await step()
    expect(states(id)).toEqual([{ state: 'unknown', why: null }])
    expect(acts(id)).toEqual(['issue', 'print-unknown'])
    // Nobody knows whether there is a paper: a second one needs a reason, or a look.
    await expect(print([id])).rejects.toMatchObject({ code: 'SUKET-REPRINT-REASON' })
    expect((await settlePrint(open.station, job!.id, false)).state).toBe('failed')
    await expect(settlePrint(open.station, job!.id, true)).rejects.toMatchObject({
      code: 'SUKET-PRINT-SETTLED',
    })
    await print([id])
    await step()
    await step()
    expect(states(id)[0]!.state).toBe('done')
  })

  it('while it waited is a failure that says why', async () => {
    const { id } = await letter()
    await print([id])
    open.reopen()
    await endLeftWaiting(open.station)
    expect(states(id)).toEqual([{ state: 'failed', why: 'SUKET-PRINT-CLOSED' }])
    expect(acts(id)).toEqual(['issue', 'print-failed'])
    expect(await step()).toBe(false)
    expect(open.ports.printers.printed).toHaveLength(0)
  })

  it('leaves a job that the system forgot as unknown; a person who saw the paper settles it', async () => {
    const { id } = await letter()
    open.ports.printers.setMode('slow')
    await print([id])
    await step()
    open.ports.printers.forget('1')
    await step()
    expect(states(id)).toEqual([{ state: 'unknown', why: null }])
    const [job] = jobsOfLetter(open.station.read, id)
    await settlePrint(open.station, job!.id, true)
    expect(suketById(open.station.read, id)!.paper_at).not.toBeNull()
  })
})

describe('a batch', { timeout: 60_000 }, () => {
  it('is taken back where it has not come out, and the letters are printed later without a reason', async () => {
    const letters: string[] = []
    for (let n = 1; n <= 5; n++) letters.push((await letter(n)).id)
    open.ports.printers.setMode('slow')
    const { batch } = await print(letters)
    await step()
    expect(liveBatch(open.station.read)).toBe(batch)
    expect(jobsOfBatch(open.station.read, batch).filter(({ state }) => state === 'waiting')).toHaveLength(2)
    expect(await cancelPrints(open.station, batch)).toBe(5)
    expect(liveBatch(open.station.read)).toBeNull()
    expect(new Set(jobsOfBatch(open.station.read, batch).map(({ state }) => state))).toEqual(
      new Set(['cancelled']),
    )
    open.ports.printers.setMode('prints')
    expect(unprinted(open.station.read, todayOf(open.station)).letters.map(({ id }) => id)).toEqual(letters)
    await print(letters)
    while (await step());
    expect(open.ports.printers.printed).toHaveLength(5)
  })

  it('without a printer becomes files, and a file is a paper', async () => {
    const letters = [await letter(1), await letter(2)]
    const folder = open.temp('letters')
    const ids = letters.map(({ id }) => id)
    expect(await saveSukets(open.station, ids, folder)).toEqual({ saved: 2, signed: 0, missing: 0, folder })
    expect(readdirSync(folder).toSorted()).toEqual(
      letters.map(({ number }) => `Suket ${number.replaceAll('/', '-')}.pdf`).toSorted(),
    )
    expect(unprinted(open.station.read, todayOf(open.station)).total).toBe(0)
    await expect(print([ids[0]!])).rejects.toMatchObject({ code: 'SUKET-REPRINT-REASON' })
    const missing = join(open.temp('x'), 'gone', 'a.pdf')
    await expect(saveSuket(open.station, ids[0]!, missing)).rejects.toThrow()
    expect(existsSync(missing)).toBe(false)
  })

  it('that becomes files says how far it is; ended, what is written stays and is on paper, and no more', async () => {
    const ids: string[] = []
    for (let n = 1; n <= 6; n++) ids.push((await letter(n)).id)
    const folder = open.temp('letters')
    const saving = saveSukets(open.station, ids, folder)
    saving.catch(() => undefined)
    await expect.poll(() => saves.progress(open.station)?.done, { interval: 1 }).toBeGreaterThan(0)
    await saves.end(open.station)
    await expect(saving).rejects.toMatchObject({ code: 'SUKET-SAVES-ENDED' })
    const written = readdirSync(folder).length
    expect(written).toBeGreaterThan(0)
    expect(written).toBeLessThan(6)
    expect(unprinted(open.station.read, todayOf(open.station)).total).toBe(6 - written)
    expect(saves.progress(open.station)).toBeNull()
  })

  it('of which one file cannot be written ends there: nothing is written any more once it was said', async () => {
    const letters = [await letter(1)]
    for (let n = 2; n <= 6; n++) letters.push(await letter(n))
    const folder = open.temp('letters')
    // A folder stands where the first file is to be.
    mkdirSync(join(folder, `Suket ${letters[0]!.number.replaceAll('/', '-')}.pdf`, 'x'), { recursive: true })
    const ids = letters.map(({ id }) => id)
    await expect(saveSukets(open.station, ids, folder)).rejects.toThrow()
    const files = () => readdirSync(folder).length - 1
    const [written, { total }] = [files(), unprinted(open.station.read, todayOf(open.station))]
    await new Promise((resolve) => setTimeout(resolve, 1500))
    expect([written, total]).toEqual([files(), 6 - files()])
    expect(written).toBeLessThanOrEqual(1)
  })
})
