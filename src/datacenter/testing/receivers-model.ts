import fc from 'fast-check'
import { expect } from 'vitest'
import { signReportText } from '../../formats/report/report-text.ts'
import { REPORT } from '../../formats/testing/report-sample.ts'
import { isFault } from '../../lib/fault.ts'
import { decideCase } from '../deciding/decide.ts'
import { arrivals, registerArrival } from '../intake-arrivals.ts'
import { PrintOffice } from '../printing/office.ts'
import { newestDecisions } from '../registry/decisions.ts'
import { recordOf } from '../registry/records.ts'
import { historyOf } from '../registry/reports.ts'
import type { Site } from '../site.ts'
import { newestOf } from '../stations/kept.ts'
import { readReport } from '../stations/read.ts'
import type { Sealed } from './sender.ts'
import { idOf, person, reason, type World } from './two-receivers.ts'

const site = fc.constantFrom(0 as const, 1 as const)
const which = fc.nat(3)
const op = fc.oneof(
  fc.record({
    do: fc.constant('take' as const),
    at: fc.constantFrom(0, 1, 2),
    which,
    attempt: fc.integer({ min: 1, max: 2 }),
  }),
  fc.record({ do: fc.constant('work' as const), at: fc.constantFrom(0, 1, 2) }),
  fc.record({ do: fc.constant('decide' as const), at: site, which, unique: fc.boolean() }),
  fc.record({ do: fc.constant('order' as const), at: site, which, order: fc.nat(1) }),
  fc.record({ do: fc.constant('result' as const), at: site, which, spoilt: fc.boolean() }),
  fc.record({ do: fc.constant('report' as const), at: site, seq: fc.integer({ min: 1, max: 9 }) }),
  fc.record({ do: fc.constant('register' as const), at: site }),
  fc.record({ do: fc.constant('toBatam' as const), at: site }),
  fc.record({ do: fc.constant('toMmu' as const), at: site }),
)
type Op = typeof op extends fc.Arbitrary<infer T> ? T : never
/** What is done at once, round after round. */
export const rounds = fc.array(fc.array(op, { minLength: 1, maxLength: 5 }), { minLength: 3, maxLength: 10 })

/** What the station holds: receipts, and orders that were granted and are not spoilt, by packet. */
export class Station {
  readonly receipts = new Map<string, string>()
  readonly live = new Map<string, Set<string>>()
  readonly results = new Map<string, string>()
  readonly spoilt = new Set<string>()
  newest = 0
  registered = 0
  readonly #world: World
  readonly #packets: readonly Sealed[]

  constructor(world: World, packets: readonly Sealed[]) {
    this.#world = world
    this.#packets = packets
  }

  /** One thing. A refusal is an answer too: nothing that is refused may have changed anything, which the end shows. */
  async act(one: Op): Promise<void> {
    try {
      await this.#act(one)
    } catch (error) {
      const expected = ['STATUS-IMPOSSIBLE', 'NOT-FOUND', 'REPORT-OLDER', 'DECIDE-ELSEWHERE']
      if (!isFault(error) || !expected.includes(error.code)) throw error
    }
  }

  async #act(one: Op): Promise<void> {
    const { mmu, batam } = this.#world
    if (one.do === 'toBatam') return void (await this.#world.toBatam(one.at))
    if (one.do === 'toMmu') return void (await this.#world.toMmu(one.at))
    const at = [...mmu, batam][one.at]!
    if (one.do === 'work') return void (await at.work())
    if (one.do === 'register') return this.#register(at)
    if (one.do === 'report') return this.#report(at, one.seq)
    const packet = this.#packets[one.which]!
    if (one.do === 'take') return this.#take(at, packet, one.attempt)
    if (one.do === 'decide') {
      const to = one.unique ? 'PRINT_READY_RECORD' : 'DUPLICATE_RECORD'
      return void (await decideCase(at, { packet: packet.id, to, reason, person }))
    }
    if (one.do === 'order') return this.#order(at, packet, one.order)
    return this.#result(at, packet, one.spoilt)
  }

  async #register(at: Site): Promise<void> {
    await registerArrival(at, { courier: 'Contoh Kurir', medium: 'CD', slip: '1' })
    this.registered++
  }

  async #report(at: Site, seq: number): Promise<void> {
    const { station, epoch, key } = this.#world.sender
    await readReport(at, [signReportText({ ...REPORT, station, epoch, seq }, key)])
    this.newest = Math.max(this.newest, seq)
  }

  async #take(at: Site, packet: Sealed, attempt: number): Promise<void> {
    const { bytes } = await this.#world.take(at, packet, attempt)
    const key = `${at.code} ${packet.id} ${attempt}`
    // The same packet at the other receiver, or again: the very receipt that was given first.
    if ((this.receipts.get(key) ?? bytes) !== bytes) throw new Error(`another receipt for ${key}`)
    this.receipts.set(key, bytes)
  }

  async #order(at: Site, packet: Sealed, n: number): Promise<void> {
    const before = this.spoilt.size
    const order = idOf(`${packet.id} ${n} ${before}`)
    const answer = await this.#world.order(at, packet, order)
    if (answer.verdict !== 'granted') return
    const live = this.live.get(packet.id) ?? new Set()
    this.live.set(packet.id, live.add(order))
  }

  async #result(at: Site, packet: Sealed, spoilt: boolean): Promise<void> {
    const [order] = this.live.get(packet.id) ?? []
    if (order === undefined || (!spoilt && this.results.has(packet.id))) return
    await this.#world.order(at, packet, order, spoilt ? 'spoilt' : 'printed', 1)
    if (!spoilt) this.results.set(packet.id, order)
    else {
      this.live.get(packet.id)?.delete(order)
      this.results.delete(packet.id)
      this.spoilt.add(order)
    }
  }
}

/** What must hold in the end, at both sites. */
export async function sound(
  { mmu, batam, sender }: World,
  packets: readonly Sealed[],
  station: Station,
): Promise<void> {
  const { read } = mmu[0].registry
  const serials = await read.all<{ serial: number }>(
    `SELECT serial FROM report WHERE site = 'mmu' ORDER BY serial`,
  )
  expect(serials.map(({ serial }) => serial)).toEqual(serials.map((_, n) => n + 1))
  const given = `SELECT packet, attempt FROM report WHERE site = ? AND verdict = 'RECEIVED_AT_CENTRAL' AND packet = ? AND attempt = ?`
  for (const key of station.receipts.keys()) {
    const [code = '', id = '', attempt = ''] = key.split(' ')
    const at = code === 'mmu' ? mmu[1] : batam
    expect(await at.registry.read.all(given, [code, id, Number(attempt)])).toHaveLength(1)
  }
  expect(
    await read.all(
      `SELECT packet, fence FROM print_paper WHERE kind <> 'result' GROUP BY packet, fence HAVING count(*) > 1`,
    ),
  ).toEqual([])
  for (const { id } of packets) {
    const told = async (at: Site) =>
      (await historyOf(at.registry.read, id))
        .map((one) => `${one.site} ${one.verdict} ${one.attempt}`)
        .toSorted()
    expect(await told(mmu[1])).toEqual(await told(batam))
    const [a, b] = [await recordOf(read, id), await recordOf(batam.registry.read, id)]
    expect(a?.status).toBe(b?.status)
    expect(await new PrintOffice(mmu[0]).right(id)).toEqual(await new PrintOffice(batam).right(id))
  }
  expect(await newestDecisions(read, 99)).toEqual(await newestDecisions(batam.registry.read, 99))
  expect((await newestOf(read, sender.station))?.report.seq ?? 0).toBe(station.newest)
  expect(await arrivals(mmu[1].registry.read)).toHaveLength(station.registered)
}
