import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { formatId } from '../../formats/id.ts'
import { entitles, nextFence, termOf } from '../../formats/print/fence.ts'
import { type Grant, verifyPaper } from '../../formats/print/paper.ts'
import { unpackSigned } from '../../formats/wire/wire.ts'
import { recordOf } from '../registry/records.ts'
import type { Site } from '../site.ts'
import { openSampleSite } from '../testing/sample-site.ts'
import { PrintOffice } from './office.ts'
import type { PrintPeer } from './peer.ts'

const STATION = '5272-01-A'
const T0 = '2026-11-23T01:00:00.000Z'
let dir: string
let sites: [Site, Site]
beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'rekam-print-'))
  const now = () => new Date(T0)
  sites = [await openSampleSite(dir, 'mmu', { now }), await openSampleSite(dir, 'batam', { now })]
  const [a, b] = sites
  await a.learn([b.certificate])
  await b.learn([a.certificate])
})
afterAll(async () => {
  for (const site of sites) await site.close()
  rmSync(dir, { recursive: true })
})

let made = 0
const newId = () => {
  made++
  return formatId(
    Uint8Array.from({ length: 16 }, (_, i) => (i === 0 ? 1 : i < 12 ? 7 : (made >> (8 * (15 - i))) & 255)),
  )
}

/** A unique record that both sites know, as replication leaves it. */
async function ready(): Promise<string> {
  const packet = newId()
  for (const site of sites) {
    await site.registry.transaction((tx) =>
      tx.run(
        `INSERT INTO record (packet, sha256, attempt, station, nik, name, name_key, birth_date, mother_key, complete, valid, status, status_at, term)
         VALUES (?, ?, 1, ?, '1', 'n', 'n', '2000-01-01', 'm', 1, 1, 'PRINT_READY_RECORD', ?, 1)`,
        [packet, '0'.repeat(64), STATION, T0],
      ),
    )
  }
  return packet
}

/** The world: two sites, a line between them that can be cut, sites that can be down. */
class World {
  readonly up = [true, true]
  linked = true
  /** Papers of worlds before this one are with both sites. */
  readonly #told: [number, number]
  readonly offices: readonly [PrintOffice, PrintOffice]
  constructor(told: [number, number] = [0, 0]) {
    this.#told = told
    const peer = (of: 0 | 1): PrintPeer => ({
      give: async (packet, to) =>
        this.linked && this.up[of] ? this.offices[of].give(packet, to) : undefined,
    })
    this.offices = [new PrintOffice(sites[0], peer(1)), new PrintOffice(sites[1], peer(0))]
  }
  async replicate(): Promise<void> {
    if (!this.linked || !this.up[0] || !this.up[1]) return
    for (const from of [0, 1] as const) {
      const { papers, next } = await this.offices[from].papers(this.#told[from], 100_000)
      await this.offices[from === 0 ? 1 : 0].learn(papers)
      this.#told[from] = next
    }
  }
}

async function lastPaper(at: 0 | 1): Promise<number> {
  const sql = 'SELECT coalesce(max(position), 0) AS last FROM print_paper'
  return (await sites[at].registry.read.get<{ last: number }>(sql))!.last
}

/** The station: what core/printing does, with the rule of formats/print. */
class Desk {
  fence = 0
  order: string | null = null
  granted = false
  cards = 0
  /** Answers that the line lost, or brings much later. */
  readonly late: Grant[] = []
  unreported: { order: string; want: 'printed' | 'spoilt' } | null = null
  /** What bags carry to a site some day, in any order. */
  readonly mail: { order: string; want: 'printed' | 'spoilt'; fence: number }[] = []
  /** A restore lost what was known here: a supervisor says what there is before anything is asked. */
  lost = false
  /** What a backup holds of the card: it comes back as of an earlier epoch. */
  #kept: Pick<Desk, 'fence' | 'order' | 'granted'> | null = null
  #before = false
  #again: string | undefined
  #last: string | null = null
  readonly packet: string
  constructor(packet: string) {
    this.packet = packet
  }
  take(grant: Grant): void {
    if (!entitles({ fence: this.fence, order: this.#open() }, grant)) return
    this.fence = grant.fence
    this.granted = true
  }
  async ask(office: PrintOffice, lost: boolean): Promise<void> {
    // What came back may have been printed since: whoever asks has looked into the drawer, and a site that gave the right says so.
    if (this.lost || (this.#before && this.cards > 0)) this.#settle()
    if (this.cards > 0) return
    this.order = this.#open() ?? newId()
    this.#before = false
    const answer = await office.order(STATION, {
      order: this.order,
      packet: this.packet,
      fence: this.fence,
      want: 'grant',
      ...(this.#again === undefined ? {} : { again: this.#again }),
    })
    if (answer.verdict === 'refused' && /DONE|HELD/.test(answer.code)) this.#none(answer.code)
    if (answer.verdict !== 'granted') return
    const paper = verifyPaper(unpackSigned(answer.grant), sites[0].trust)
    if (paper.kind !== 'grant') return
    if (lost) this.late.push(paper)
    else this.take(paper)
  }
  print(good: boolean): void {
    if (!this.granted || this.#open() === null || this.order === null) return
    this.granted = false
    if (good) this.cards++
    this.unreported = { order: this.order, want: good ? 'printed' : 'spoilt' }
    this.#last = this.order
    this.order = null
    this.#again = undefined
  }
  /** The order that is open in this epoch. */
  #open(): string | null {
    return this.#before ? null : this.order
  }
  backUp(): void {
    this.#kept = { fence: this.fence, order: this.order, granted: this.granted }
  }
  /** Everything since the last backup, or the first day: the card in the drawer is left, and what is under way. */
  restore(): void {
    // No row, or one of a card that was printed: what there is says the centre, and the drawer.
    this.lost = this.#kept === null || this.#kept.order === null
    this.#before = !this.lost
    const { fence, order, granted } = this.#kept ?? { fence: 0, order: null, granted: false }
    Object.assign(this, { fence, order, granted })
    this.unreported = null
    this.#last = null
    this.#again = undefined
  }
  #settle(): void {
    this.lost = false
    if (this.#before) this.order = null
    this.#before = false
    if (this.cards === 0) return this.#none('PRINT-DONE')
    this.unreported = { order: this.packet, want: 'printed' }
    this.#last = this.packet
  }
  #none(code: string): void {
    if (code === 'PRINT-DONE') this.order = null
    this.#again = 'Tidak ada kartu'
  }
  /** The card in the drawer turns out to be spoilt: it is destroyed, and a new one is needed. */
  drawer(): void {
    if (this.cards === 0 || this.#last === null) return
    this.cards = 0
    if (this.#last === this.packet) {
      this.unreported = null
      this.#none('PRINT-DONE')
    } else this.unreported = { order: this.#last, want: 'spoilt' }
  }
  bag(): void {
    if (this.unreported) this.mail.push({ ...this.unreported, fence: this.fence })
  }
  async arrives(office: PrintOffice): Promise<void> {
    for (const said of this.mail.toReversed()) await office.order(STATION, { packet: this.packet, ...said })
  }
  async report(office: PrintOffice): Promise<void> {
    if (!this.unreported) return
    const { order, want } = this.unreported
    await office.order(STATION, { order, packet: this.packet, fence: this.fence, want })
  }
}

const site = fc.constantFrom(0 as const, 1 as const)
const step = fc.oneof(
  fc.record({ do: fc.constant('ask' as const), site, lost: fc.boolean() }),
  fc.record({ do: fc.constant('print' as const), good: fc.boolean() }),
  fc.record({ do: fc.constant('report' as const), site }),
  fc.record({ do: fc.constant('late' as const) }),
  fc.record({ do: fc.constant('cut' as const) }),
  fc.record({ do: fc.constant('mend' as const) }),
  fc.record({ do: fc.constant('down' as const), site }),
  fc.record({ do: fc.constant('declare' as const), site }),
  fc.record({ do: fc.constant('replicate' as const) }),
  fc.record({ do: fc.constant('drawer' as const) }),
  fc.record({ do: fc.constant('bag' as const) }),
  fc.record({ do: fc.constant('back up' as const) }),
  fc.record({ do: fc.constant('restore' as const) }),
  fc.record({ do: fc.constant('arrives' as const), site }),
)

type Step = typeof step extends fc.Arbitrary<infer T> ? T : never

/** 'Printed' travels in a bag while 'spoilt' is told by line: the bag comes last, and must not bring the card back. */
const LATE_BAG = [
  { do: 'ask', site: 0, lost: false },
  { do: 'print', good: true },
  { do: 'bag' },
  { do: 'drawer' },
  { do: 'report', site: 0 },
  { do: 'ask', site: 0, lost: false },
  { do: 'arrives', site: 0 },
] as const satisfies object[]

/** The restore lost a card that was printed and told of: it turns up in the drawer, is spoilt, and a new one is asked for. */
const LOST = [
  { do: 'ask', site: 0, lost: false },
  { do: 'print', good: true },
  { do: 'report', site: 0 },
  { do: 'restore' },
  { do: 'ask', site: 0, lost: false },
  { do: 'bag' },
  { do: 'drawer' },
  { do: 'ask', site: 0, lost: false },
  { do: 'arrives', site: 0 },
] as const satisfies object[]

/** A restore between grant and print: there is no card. */
const LOST_GRANT = [
  { do: 'ask', site: 0, lost: false },
  { do: 'restore' },
  { do: 'ask', site: 0, lost: false },
] as const satisfies object[]

/** The backup is from between order and print, and no site heard of the print. */
const GRANT_OF_BEFORE = [
  { do: 'ask', site: 0, lost: true },
  { do: 'back up' },
  { do: 'late' },
  { do: 'print', good: true },
  { do: 'restore' },
  { do: 'late' },
  { do: 'print', good: true },
] as const satisfies object[]

/** The grant itself is in the backup. */
const GRANTED_BEFORE = [
  { do: 'ask', site: 0, lost: false },
  { do: 'back up' },
  { do: 'print', good: true },
  { do: 'restore' },
  { do: 'print', good: true },
] as const satisfies object[]

/** A higher grant for the same order comes when the card is printed already. */
const LATE_GRANT = [
  { do: 'ask', site: 0, lost: false },
  { do: 'declare', site: 1 },
  { do: 'ask', site: 1, lost: true },
  { do: 'print', good: true },
  { do: 'late' },
  { do: 'print', good: true },
] as const satisfies object[]

const EXAMPLES = [LATE_GRANT, LATE_BAG, LOST, LOST_GRANT, GRANT_OF_BEFORE, GRANTED_BEFORE]

describe('print rights of two sites', () => {
  it('print no card twice through any splits, lost answers, deaths and declarations, and every card in the end', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (steps) => {
        const world = new World([await lastPaper(0), await lastPaper(1)])
        const desk = new Desk(await ready())
        let fence = 0
        for (const act of steps) {
          if (act.do === 'ask' && world.up[act.site]) await desk.ask(world.offices[act.site], act.lost)
          if (act.do === 'print') desk.print(act.good)
          if (act.do === 'report' && world.up[act.site]) await desk.report(world.offices[act.site])
          if (act.do === 'late') for (const grant of desk.late) desk.take(grant)
          if (act.do === 'cut') world.linked = false
          if (act.do === 'down') world.up[act.site] = false
          if (act.do === 'mend') {
            world.linked = true
            world.up.fill(true)
          }
          if (act.do === 'declare' && world.up[act.site])
            await world.offices[act.site].declare(act.site === 0 ? 'batam' : 'mmu', 'Sampel')
          if (act.do === 'replicate') await world.replicate()
          if (act.do === 'drawer') desk.drawer()
          if (act.do === 'bag') desk.bag()
          if (act.do === 'back up') desk.backUp()
          if (act.do === 'restore') {
            desk.restore()
            fence = desk.fence
          }
          if (act.do === 'arrives') await desk.arrives(world.offices[act.site])
          expect(desk.cards).toBeLessThanOrEqual(1)
          expect(desk.fence).toBeGreaterThanOrEqual(fence)
          fence = desk.fence
        }
        for (const grant of desk.late) desk.take(grant)
        desk.print(true)
        world.linked = true
        world.up.fill(true)
        for (const office of world.offices) await desk.arrives(office)
        for (let round = 0; round < 4; round++) {
          await world.replicate()
          for (const office of world.offices) await desk.report(office)
          for (const office of world.offices) await desk.ask(office, false)
          desk.print(true)
        }
        for (const office of world.offices) await desk.report(office)
        await world.replicate()
        expect(desk.cards).toBe(1)
        const [a, b] = await Promise.all(world.offices.map((office) => office.right(desk.packet)))
        expect(a).toMatchObject({ state: 'printed', conflict: null })
        expect(b).toMatchObject({ state: 'printed', conflict: null, card: a!.card })
        for (const { registry } of sites)
          expect(await recordOf(registry.read, desk.packet)).toMatchObject({ status: 'CARD_PRINTED' })
      }),
      {
        numRuns: 100,
        examples: EXAMPLES.map((steps): [Step[]] => [[...steps]]),
      },
    )
  }, 60_000)

  it('are given by their owner alone, moved by a signed transfer, and taken over by a declaration', async () => {
    const world = new World()
    const [first, second] = [await ready(), await ready()]
    const ask = (at: 0 | 1, packet: string, order = newId()) =>
      world.offices[at].order(STATION, { order, packet, fence: 0, want: 'grant' })
    const { owner } = await world.offices[0].right(first)
    const [mine, other] = owner === 'mmu' ? ([0, 1] as const) : ([1, 0] as const)
    await world.replicate()
    world.linked = false
    expect(await ask(other, first)).toMatchObject({ code: 'PRINT-ELSEWHERE' })
    world.linked = true
    expect(await ask(other, first)).toMatchObject({ verdict: 'granted' })
    expect(await ask(mine, first)).toMatchObject({ verdict: 'refused' })
    world.up[mine] = false
    expect(await ask(other, second)).toMatchObject({ code: 'PRINT-ELSEWHERE' })
    await world.offices[other].declare(sites[mine].code, 'Gedung terbakar')
    const order = newId()
    const granted = await ask(other, second, order)
    expect(granted).toMatchObject({ verdict: 'granted' })
    expect(await ask(other, second, order)).toEqual(granted)
    expect(await ask(other, second)).toMatchObject({ code: 'PRINT-HELD' })
    // Back from the dead: what it granted in between counts less, and it hears that it owns nothing any more.
    world.up[mine] = true
    await world.replicate()
    expect(await world.offices[mine].right(second)).toMatchObject({
      owner: sites[other].code,
      state: 'granted',
      card: order,
    })
  })

  it('are refused to another station, before penunggalan, after the card, and in a conflict', async () => {
    const { offices } = new World()
    const packet = await ready()
    const ask = (over: object = {}, station = STATION) =>
      offices[0].order(station, { order: newId(), packet, fence: 0, want: 'grant', ...over })
    expect(await ask({}, '5272-01-B')).toMatchObject({ code: 'PRINT-FOREIGN' })
    expect(await ask({ packet: newId() })).toMatchObject({ code: 'PRINT-NOT-READY' })
    await sites[0].registry.transaction((tx) =>
      tx.run('UPDATE record SET conflict = ? WHERE packet = ?', [newId(), packet]),
    )
    expect(await ask()).toMatchObject({ code: 'PRINT-CONFLICT' })
  })

  it('of a paper that somebody else signed change nothing', async () => {
    const { offices } = new World()
    expect(await offices[0].learn([{ bytes: new TextEncoder().encode('{}\n'), signature: 'x' }])).toBe(0)
  })
})

describe('fences', () => {
  it('rise, keep to their term, and are never the same at two sites', () => {
    fc.assert(
      fc.property(fc.nat(1e6), fc.nat(100), (last, term) => {
        const [a, b] = [nextFence(last, term, 'mmu'), nextFence(last, term, 'batam')]
        expect(a).not.toBe(b)
        expect(Math.min(a, b)).toBeGreaterThan(last)
        expect(termOf(a)).toBeGreaterThanOrEqual(term)
      }),
    )
  })
})
