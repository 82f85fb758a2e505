import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { signReportText } from '../../formats/report/report-text.ts'
import { REPORT } from '../../formats/testing/report-sample.ts'
import { decideCase } from '../deciding/decide.ts'
import { gapsOf } from '../gaps.ts'
import { arrivals, registerArrival, takeArrival } from '../intake-arrivals.ts'
import { PrintOffice } from '../printing/office.ts'
import { newestDecisions } from '../registry/decisions.ts'
import { recordOf } from '../registry/records.ts'
import type { Site } from '../site.ts'
import { newestOf } from '../stations/kept.ts'
import { readReport } from '../stations/read.ts'
import { bagOf } from './bag.ts'
import { rounds, sound, Station } from './receivers-model.ts'
import type { Sealed } from './sender.ts'
import { idOf, person, reason, type TwoReceivers, World } from './two-receivers.ts'

/** What either database must do for two receivers that work at once, and for the other site beside them. */
export function receiversContract(make: TwoReceivers, numRuns: number): void {
  describe('two receivers of one site', () => {
    let world: World
    beforeEach(async () => {
      world = new World()
      await world.open(make)
    }, 60_000)
    afterEach(() => world.close())

    const status = async (at: Site, { id }: Sealed) => (await recordOf(at.registry.read, id))?.status
    const ready = async () => {
      const packet = world.sender.sealPerson({ n: 1 })
      await world.take(world.mmu[0], packet)
      await world.mmu[1].work()
      expect(await status(world.mmu[0], packet)).toBe('PRINT_READY_RECORD')
      return packet
    }

    it('give one receipt for a packet that comes to both at once, and gapless numbers', async () => {
      const packets = [1, 2, 3, 4, 5, 6].map((n) => world.sender.sealPerson({ n }))
      const both = await Promise.all(
        packets.map((packet) => Promise.all(world.mmu.map((at) => world.take(at, packet)))),
      )
      for (const [one, other] of both) expect(one).toEqual(other)
      expect(both.map(([one]) => one!.serial).toSorted((a, b) => a - b)).toEqual([1, 2, 3, 4, 5, 6])
    })

    it('grant one card, whichever is asked first; a misprint frees it, and what came late does not count', async () => {
      const packet = await ready()
      const [a, b, c] = [idOf('a'), idOf('b'), idOf('c')]
      const asked = await Promise.all([
        world.order(world.mmu[0], packet, a),
        world.order(world.mmu[1], packet, b),
      ])
      expect(asked.map(({ verdict }) => verdict).toSorted()).toEqual(['granted', 'refused'])
      const [won, lost] = asked[0].verdict === 'granted' ? [a, b] : [b, a]
      expect(await world.order(world.mmu[1], packet, lost)).toMatchObject({ code: 'PRINT-HELD' })
      // The answer was lost: the same order gets the same grant, from either.
      const [first, again] = await Promise.all(world.mmu.map((at) => world.order(at, packet, won)))
      expect(first).toEqual(again)
      await world.order(world.mmu[0], packet, won, 'printed', 1)
      expect(await world.order(world.mmu[1], packet, c)).toMatchObject({ code: 'PRINT-DONE' })
      await world.order(world.mmu[1], packet, won, 'spoilt', 1)
      expect(await world.order(world.mmu[0], packet, c)).toMatchObject({ verdict: 'granted' })
      await world.order(world.mmu[0], packet, won, 'printed', 1)
      expect(await new PrintOffice(world.mmu[1]).right(packet.id)).toMatchObject({
        card: c,
        state: 'granted',
      })
      // A declaration at one is known to the other; below it nothing of the old term moves the right.
      await new PrintOffice(world.mmu[0]).declare('batam', 'Gedung terbakar')
      const { fence } = await new PrintOffice(world.mmu[1]).right(packet.id)
      expect(await world.order(world.mmu[1], packet, idOf('d'), 'grant', fence + 1)).toMatchObject({
        verdict: 'refused',
      })
    })

    it('take a bag that is handed to both, note one arrival each, and know one gap', async () => {
      const { station } = world.sender
      const packets = [world.sender.seal(), world.sender.seal()]
      const folder = await bagOf(world.sender, { drive: join(world.dir, 'drive'), packets, sequence: 3 })
      const said = { courier: 'Contoh Kurir', medium: 'USB', slip: '7' }
      const taken = await Promise.all(
        world.mmu.map(async (at, n) => {
          const out = join(world.dir, `out${n}`)
          mkdirSync(out)
          return takeArrival(at, await registerArrival(at, said), folder, out)
        }),
      )
      expect(taken).toMatchObject([
        { received: 2, refused: [] },
        { received: 2, refused: [] },
      ])
      for (const { registry } of world.mmu) {
        expect((await registry.counts()).received).toBe(2)
        expect((await arrivals(registry.read)).map(({ state }) => state)).toEqual(['taken', 'taken'])
        expect(await gapsOf(registry.read)).toMatchObject([{ station, sequences: [1, 2] }])
      }
      const told = await world.mmu[0].registry.read.all(
        `SELECT serial FROM report WHERE site = 'mmu' ORDER BY serial`,
      )
      expect(told).toEqual([{ serial: 1 }, { serial: 2 }])
    })

    it('hear the other site at once, each word once; and it hears either of them', async () => {
      const [theirs, ours] = [world.sender.sealPerson({ n: 1 }), world.sender.sealPerson({ n: 2 })]
      await world.take(world.batam, theirs)
      await world.take(world.mmu[1], ours)
      const pulled = await Promise.all([world.toMmu(0), world.toMmu(1), world.toBatam(0)])
      expect(pulled.map(({ refused }) => refused)).toEqual([[], [], []])
      expect(pulled[0].reports + pulled[1].reports).toBe(1)
      await world.settle()
      expect([await status(world.batam, theirs), await status(world.batam, ours)]).toEqual([
        'PRINT_READY_RECORD',
        'PRINT_READY_RECORD',
      ])
      expect(await world.toBatam(1)).toMatchObject({ reports: 0, packets: 0 })
    })

    it('keep the newest report of a station, and one decision on a case', async () => {
      const { station, epoch, key } = world.sender
      const text = (seq: number) => signReportText({ ...REPORT, station, epoch, seq }, key)
      const readings = [3, 1, 2, 3].map((seq, n) =>
        readReport(world.mmu[n % 2]!, [text(seq)]).catch(
          (error: unknown) => (error as { code: string }).code,
        ),
      )
      await Promise.all(readings)
      for (const { registry } of world.mmu)
        expect((await newestOf(registry.read, station))?.report.seq).toBe(3)
      await ready()
      const other = world.sender.sealPerson({ n: 2, nik: 1 })
      await world.take(world.mmu[1], other)
      await world.mmu[0].work()
      expect(await status(world.mmu[1], other)).toBe('ADJUDICATE_RECORD')
      const decided = await Promise.all(
        world.mmu.map((at) => decideCase(at, { packet: other.id, to: 'DUPLICATE_RECORD', reason, person })),
      )
      expect(decided.filter(({ repeated }) => repeated)).toHaveLength(1)
      expect(await newestDecisions(world.mmu[0].registry.read, 9)).toHaveLength(1)
    })
  })

  it('whatever two receivers and the other site do at once: one receipt, one card, one word of each, the same at both sites', async () => {
    await fc.assert(
      fc.asyncProperty(rounds, async (list) => {
        const here = new World()
        await here.open(make)
        try {
          const seal = here.sender
          const packets = [
            seal.sealPerson({ n: 1 }),
            seal.sealPerson({ n: 2, nik: 1 }),
            seal.sealPerson({ n: 3, fingers: 1 }),
            seal.sealPerson({ n: 4 }),
          ]
          const station = new Station(here, packets)
          for (const round of list) {
            here.now += 1000
            await Promise.all(round.map((one) => station.act(one)))
            for (const live of station.live.values()) expect(live.size).toBeLessThanOrEqual(1)
          }
          await here.settle()
          await sound(here, packets, station)
        } finally {
          await here.close()
        }
      }),
      { numRuns },
    )
  }, 600_000)
}
