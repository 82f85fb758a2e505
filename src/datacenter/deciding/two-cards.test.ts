import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { sampleId } from '../../formats/testing/sample.ts'
import { encodeJson } from '../../formats/json.ts'
import { type PrintPaper, printPaperFormat } from '../../formats/print/paper.ts'
import { listenDesk } from '../desk/desk.ts'
import { PrintOffice } from '../printing/office.ts'
import { putPaper } from '../printing/papers.ts'
import { apply, rightOf } from '../printing/rights.ts'
import { SCHEMA } from '../registry/schema.ts'
import type { Site } from '../site.ts'
import { SqliteSql } from '../store/sqlite.ts'
import { openSampleSite } from '../testing/sample-site.ts'
import { destroyCard, twoCards } from './two-cards.ts'

const STATION = '5272-01-A'
const AT = '2026-11-23T01:00:00.000Z'
const [PACKET, FIRST, SECOND, THIRD] = [1, 2, 3, 4].map(sampleId) as [string, string, string, string]
const WHY = { reason: 'Berita acara 3/2026', person: 'Contoh Petugas' }

let dir: string
let mmu: Site
let batam: Site
beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'rekam-cards-'))
  const now = () => new Date(AT)
  mmu = await openSampleSite(dir, 'mmu', { now })
  batam = await openSampleSite(dir, 'batam', { now })
  await mmu.learn([batam.certificate])
  await batam.learn([mmu.certificate])
  for (const site of [mmu, batam])
    await site.registry.transaction((tx) =>
      tx.run(
        `INSERT INTO record (packet, sha256, attempt, station, nik, name, name_key, birth_date, mother_key, complete, valid, status, status_at, term)
         VALUES (?, ?, 1, ?, '1', 'CONTOH SATU', 'n', '2000-01-01', 'm', 1, 1, 'PRINT_READY_RECORD', ?, 1)`,
        [PACKET, '0'.repeat(64), STATION, AT],
      ),
    )
})
afterEach(async () => {
  await mmu.close()
  await batam.close()
  rmSync(dir, { recursive: true })
})

const ask = (site: Site, order: string, want: 'grant' | 'printed', again?: string) =>
  new PrintOffice(site).order(STATION, {
    order,
    packet: PACKET,
    fence: 0,
    want,
    ...(again === undefined ? {} : { again }),
  })
const tell = async (from: Site, to: Site) =>
  new PrintOffice(to).learn((await new PrintOffice(from).papers(0)).papers)

/** A station lost its first order with its disk; its supervisor has a second one, and then the bag of before arrives at the other site. */
async function twice(): Promise<void> {
  await ask(mmu, FIRST, 'grant')
  expect(await ask(mmu, SECOND, 'grant')).toMatchObject({ code: 'PRINT-HELD' })
  expect(await ask(mmu, SECOND, 'grant', 'Komputer rusak')).toMatchObject({ verdict: 'granted' })
  await ask(mmu, SECOND, 'printed')
  await ask(batam, FIRST, 'printed')
  await tell(mmu, batam)
  await tell(batam, mmu)
}

const listed = async (site: Site) =>
  (await twoCards(site.registry.read, 9)).found.map(({ record, cards }) => [
    record.packet,
    ...cards.map(({ order }) => order),
  ])

it('two cards of one recording are shown at both sites, until a person saw one destroyed', async () => {
  await twice()
  for (const site of [mmu, batam]) expect(await listed(site)).toEqual([[PACKET, FIRST, SECOND]])
  const said = { packet: PACKET, card: FIRST, ...WHY }
  await expect(destroyCard(batam, said)).rejects.toThrow('DECIDE-ELSEWHERE')
  await expect(destroyCard(mmu, { ...said, card: THIRD })).rejects.toThrow('DECIDE-CARD')
  await expect(destroyCard(mmu, { ...said, reason: ' ' })).rejects.toThrow('DECIDE-FORM')
  await destroyCard(mmu, said)
  await tell(mmu, batam)
  for (const site of [mmu, batam]) {
    expect(await listed(site)).toEqual([])
    expect(await rightOf(site.registry.read, PACKET)).toMatchObject({ state: 'printed', card: SECOND })
    expect(await ask(site, THIRD, 'grant')).toMatchObject({ code: 'PRINT-DONE' })
  }
  const [kept] = await mmu.registry.read.all('SELECT reason, person FROM decision')
  expect(kept).toEqual({ reason: `${FIRST}: ${WHY.reason}`, person: WHY.person })
  // The last card is its station's to speak of.
  await expect(destroyCard(mmu, { ...said, card: SECOND })).rejects.toThrow('DECIDE-CARD')
})

it('the page of cases names both, and takes the word', async () => {
  await twice()
  const desk = await listenDesk(mmu, 0)
  try {
    const page = await (await fetch(`${desk.url}/kasus`)).text()
    expect(page).toContain('Dua kartu untuk satu rekaman: CONTOH SATU')
    expect(page).toContain('1 kasus menunggu keputusan')
    expect(page).toContain(`<option value="${FIRST}">${FIRST}, stasiun ${STATION}, dilaporkan `)
    const token = /name="token" value="([^"]+)"/.exec(page)![1]!
    const post = async (fields: Record<string, string>) => {
      const body = new URLSearchParams({ token, packet: PACKET, ...fields })
      return (await fetch(`${desk.url}/kartu`, { method: 'POST', body })).text()
    }
    // What was typed stays where it was refused.
    const refused = await post({ card: SECOND, reason: '', person: 'Contoh Petugas' })
    expect(refused).toContain('Keputusan belum lengkap (alasan)')
    expect(refused).toContain(`<option value="${SECOND}" selected>`)
    expect(await post({ card: SECOND, ...WHY })).toContain(`${PACKET}: kartu ${SECOND} dicatat musnah.`)
    expect(await rightOf(mmu.registry.read, PACKET)).toMatchObject({ card: FIRST, conflict: null })
  } finally {
    await desk.close()
  }
})

it('in whatever order papers come, every site knows of the same cards', async () => {
  const order = fc.constantFrom(FIRST, SECOND, THIRD)
  const outcome = fc.constantFrom('printed' as const, 'issued' as const, 'spoilt' as const)
  const some = fc.uniqueArray(fc.tuple(order, outcome), { maxLength: 7, selector: String })
  const papers = some.chain((list) =>
    fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length })),
  )
  const knowing = async (list: readonly (readonly [string, 'printed' | 'issued' | 'spoilt'])[]) => {
    const sql = new SqliteSql(':memory:', SCHEMA)
    for (const [of, said] of list) {
      const paper: PrintPaper = {
        format: 'rekam-print-paper',
        version: 1,
        kind: 'result',
        site: 'mmu',
        fence: 4,
        at: AT,
        packet: PACKET,
        order: of,
        station: STATION,
        outcome: said,
      }
      const signed = { bytes: encodeJson(printPaperFormat, paper), signature: `${of} ${said}` }
      await sql.transaction(async (tx) => {
        if (await putPaper(tx, paper, signed, new Date(AT))) await apply(tx, paper)
      })
    }
    const { state, card, conflict } = await rightOf(sql, PACKET)
    await sql.close()
    return { state, card, conflict }
  }
  await fc.assert(
    fc.asyncProperty(papers, async ([list, shuffled]) => {
      const there = [FIRST, SECOND, THIRD].filter((one) => {
        const said = list.filter(([of]) => of === one).map(([, what]) => what)
        return said.length > 0 && !said.includes('spoilt')
      })
      const [card = null, conflict = null] = there.toSorted()
      const expected = { state: card === null ? 'free' : 'printed', card, conflict }
      expect([await knowing(list), await knowing(shuffled)]).toEqual([expected, expected])
    }),
    { numRuns: 60 },
  )
})
