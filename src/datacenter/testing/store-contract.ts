import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { CENTRE_IDENTITY, MMU_KEY, ROOT, SITE_CERTIFICATE } from '../../formats/testing/sample.ts'
import { issueCertificate } from '../../formats/trust/certificate.ts'
import { readReceipt } from '../../formats/receipt/receipt.ts'
import { publicOf } from '../../lib/minisign.ts'
import { utf8 } from '../../lib/bytes.ts'
import { decideCase } from '../deciding/decide.ts'
import { waitingCases } from '../deciding/waiting.ts'
import { newestDecisions } from '../registry/decisions.ts'
import { recordOf } from '../registry/records.ts'
import { historyOf, reportsFor } from '../registry/reports.ts'
import { putSetting, setting } from '../registry/settings.ts'
import { Site, type SiteOptions } from '../site.ts'
import type { Sql } from '../store/sql.ts'
import { Sender, type Sealed } from './sender.ts'

/** One site's database: a folder for its packets, and further connections to the same rows. */
export interface Ground {
  readonly dir: string
  another(): Promise<Sql>
}

/** What SQLite and PostgreSQL must both do: the same tests for either. */
export function storeContract(make: () => Promise<Ground>): void {
  let ground: Ground
  let sql: Sql
  let site: Site
  let now: Date
  const sender = new Sender(1)

  const openSite = (over: Partial<SiteOptions>) =>
    Site.open({
      code: 'mmu',
      dir: ground.dir,
      root: publicOf(ROOT),
      signing: MMU_KEY,
      certificate: issueCertificate(ROOT, SITE_CERTIFICATE),
      identity: CENTRE_IDENTITY,
      now: () => now,
      matchAfterMs: 60_000,
      ...over,
    })

  beforeEach(async () => {
    now = new Date('2026-11-23T00:00:00Z')
    ground = await make()
    sql = await ground.another()
    site = await openSite({ sql })
    await site.learn([sender.certificate])
  })
  afterEach(() => site.close())

  const wait = (minutes: number) => {
    now = new Date(now.getTime() + minutes * 60_000)
  }
  const take = (packet: Sealed, attempt = 1, at = site) =>
    at.take(packet.bytes, packet.signature, attempt, { ...packet, station: sender.station })
  const statusOf = async ({ id }: Sealed) => (await recordOf(site.registry.read, id))?.status
  const verdicts = async ({ id }: Sealed) =>
    (await historyOf(site.registry.read, id)).map(({ verdict, grade, attempt }) => [verdict, grade, attempt])

  describe('transactions', () => {
    it('roll back whole, and go on after', async () => {
      const failing = sql.transaction(async (tx) => {
        await putSetting(tx, 'a', '1')
        throw new Error('no')
      })
      await expect(failing).rejects.toThrow('no')
      expect(await setting(sql, 'a')).toBeUndefined()
      await sql.transaction((tx) => putSetting(tx, 'a', '2'))
      expect(await setting(sql, 'a')).toBe('2')
    })

    it('count without losing one, over two connections at once', async () => {
      const other = await ground.another()
      const add = (db: Sql) =>
        db.transaction(async (tx) => {
          const n = Number((await setting(tx, 'n')) ?? 0)
          await putSetting(tx, 'n', String(n + 1))
        })
      for (let i = 0; i < 10; i++) await Promise.all([add(sql), add(sql)])
      await Promise.all(Array.from({ length: 10 }, () => add(sql)))
      for (let i = 0; i < 5; i++) await add(other)
      expect(await setting(other, 'n')).toBe('35')
      await other.close()
    })

    it('hold a name for one alone, until it is let go', async () => {
      const release = (await sql.hold('packet', 0))!
      expect(await sql.hold('packet', 30)).toBeUndefined()
      await (await sql.hold('another', 0))!()
      const waiting = sql.hold('packet', 10_000)
      await release()
      await (await waiting)!()
    })
  })

  describe('a case over time', () => {
    it('received, and unique after penunggalan: the last receipt is final', async () => {
      const packet = sender.sealPerson({ n: 1 })
      const receipt = await take(packet)
      expect(readReceipt(utf8(receipt.bytes))).toMatchObject({ serial: 1, grade: 'central', attempt: 1 })
      expect(await site.work()).toBe(0)
      expect(await statusOf(packet)).toBe('RECEIVED_AT_CENTRAL')
      wait(1)
      expect(await site.work()).toBe(1)
      expect(await verdicts(packet)).toEqual([
        ['RECEIVED_AT_CENTRAL', 'central', 1],
        ['PRINT_READY_RECORD', 'final', 1],
      ])
      expect(await site.work()).toBe(0)
    })

    it('same NIK and same fingers: duplicate', async () => {
      const [first, again] = [sender.sealPerson({ n: 1 }), sender.sealPerson({ n: 1 })]
      await take(first)
      wait(0.1)
      await take(again)
      wait(1)
      await site.work()
      expect([await statusOf(first), await statusOf(again)]).toEqual([
        'PRINT_READY_RECORD',
        'DUPLICATE_RECORD',
      ])
      expect((await recordOf(site.registry.read, again.id))?.found).toBe(`nik-and-fingers:${first.id}`)
    })

    it.each([
      ['same fingers under another NIK and name', { fingers: 1, n: 2 }, 'DUPLICATE_RECORD'],
      ['same NIK, other fingers', { fingers: 7, nik: 1, n: 2 }, 'ADJUDICATE_RECORD'],
      ['same name in another order, birth date and mother', { person: 1, n: 2 }, 'ADJUDICATE_RECORD'],
      ['one equal finger alone', { oneFinger: 1, n: 2 }, 'ADJUDICATE_RECORD'],
      ['somebody else', { n: 2 }, 'PRINT_READY_RECORD'],
      ['nothing to compare', { fingers: 0, n: 2 }, 'ENROLL_FAILURE_AT_CENTRAL'],
      ['missing fingers with their exceptions', { fingers: 0, exceptions: true, n: 2 }, 'PRINT_READY_RECORD'],
      ['a NIK that is not of the birth date', { wrongDate: true, n: 2 }, 'REQUEST_VALIDATION'],
    ] as const)('%s', async (_, person, expected) => {
      await take(sender.sealPerson({ n: 1 }))
      const packet = sender.sealPerson(person)
      wait(0.1)
      await take(packet)
      wait(1)
      await site.work()
      expect(await statusOf(packet)).toBe(expected)
    })

    it('what it supersedes is no other person', async () => {
      const first = sender.sealPerson({ n: 1 })
      await take(first)
      const again = sender.sealPerson({ n: 1, supersedes: first.id })
      await take(again)
      wait(1)
      await site.work()
      expect([await statusOf(first), await statusOf(again)]).toEqual([
        'PRINT_READY_RECORD',
        'PRINT_READY_RECORD',
      ])
    })

    it('a person decides what is similar, and nobody skips a step', async () => {
      const [first, other] = [sender.sealPerson({ n: 1 }), sender.sealPerson({ n: 2, nik: 1 })]
      await take(first)
      wait(0.1)
      await take(other)
      wait(1)
      await site.work()
      await expect(site.decide(other.id, 'CARD_PRINTED')).rejects.toMatchObject({ code: 'STATUS-IMPOSSIBLE' })
      await site.decide(other.id, 'PRINT_READY_RECORD')
      expect((await verdicts(other)).at(-1)).toEqual(['PRINT_READY_RECORD', 'final', 1])
      for (const step of ['SENT_FOR_CARD_PRINTING', 'CARD_PRINTED', 'CARD_SHIPPED', 'CARD_ISSUED'] as const) {
        await site.decide(other.id, step)
      }
      expect((await verdicts(other)).at(-1)).toEqual(['CARD_ISSUED', 'final', 1])
      await expect(site.decide('nowhere', 'CARD_ISSUED')).rejects.toMatchObject({ code: 'NOT-FOUND' })
    })

    const person = 'Contoh Petugas'
    const decide = (packet: string, to: string, reason = 'Berkas dibandingkan') =>
      decideCase(site, { packet, to, reason, person })

    it('a decision is kept with its reason, who and when, and said again it changes nothing', async () => {
      const [first, other] = [sender.sealPerson({ n: 1 }), sender.sealPerson({ n: 2, nik: 1 })]
      await take(first)
      wait(0.1)
      await take(other)
      wait(1)
      await site.work()
      const { cases, total } = await waitingCases(site.registry.read, 10)
      expect([total, cases[0]]).toMatchObject([
        1,
        {
          record: { packet: other.id },
          others: [{ packet: first.id, likeness: 'nik', record: { packet: first.id } }],
        },
      ])
      await expect(decide(other.id, 'PRINT_READY_RECORD', ' - ')).rejects.toMatchObject({
        code: 'DECIDE-FORM',
      })
      await expect(decide(other.id, 'CARD_ISSUED')).rejects.toMatchObject({ code: 'STATUS-IMPOSSIBLE' })
      await expect(decide(first.id, 'CARD_SHIPPED')).rejects.toMatchObject({ code: 'STATUS-IMPOSSIBLE' })
      await expect(decide('nowhere', 'CARD_SHIPPED')).rejects.toMatchObject({ code: 'NOT-FOUND' })
      expect(await newestDecisions(site.registry.read, 10)).toEqual([])
      expect(await decide(other.id, 'DUPLICATE_RECORD')).toMatchObject({ repeated: false })
      const told = (await verdicts(other)).length
      expect(await decide(other.id, 'DUPLICATE_RECORD')).toMatchObject({ repeated: true })
      expect((await verdicts(other)).length).toBe(told)
      // A person who sees it was wrong may say so; it is another decision.
      wait(1)
      await decide(other.id, 'PRINT_READY_RECORD', 'Dua orang, diperiksa di kantor')
      expect(await statusOf(other)).toBe('PRINT_READY_RECORD')
      expect(await newestDecisions(site.registry.read, 10)).toMatchObject([
        {
          packet: other.id,
          came_from: 'DUPLICATE_RECORD',
          decided: 'PRINT_READY_RECORD',
          reason: 'Dua orang, diperiksa di kantor',
          person,
          at: now.toISOString(),
          others: first.id,
        },
        { came_from: 'ADJUDICATE_RECORD', decided: 'DUPLICATE_RECORD' },
      ])
      expect((await waitingCases(site.registry.read, 10)).total).toBe(0)
    })

    it('what cannot be read fails in the region or at the centre, and a printed card is sent', async () => {
      const [bad, good] = [sender.sealPerson({ n: 1 }), sender.sealPerson({ n: 2 })]
      await take(bad)
      await take(good)
      await decide(bad.id, 'ENROLL_FAILURE_AT_REGIONAL', 'Berkas tidak terbaca')
      wait(1)
      await site.work()
      expect((await verdicts(bad)).at(-1)).toEqual(['ENROLL_FAILURE_AT_REGIONAL', 'central', 1])
      await expect(decide(good.id, 'CARD_SHIPPED')).rejects.toMatchObject({ code: 'STATUS-IMPOSSIBLE' })
      await site.decide(good.id, 'SENT_FOR_CARD_PRINTING')
      await site.decide(good.id, 'CARD_PRINTED')
      await decide(good.id, 'CARD_SHIPPED', 'Dikirim ke kantor kecamatan')
      expect((await verdicts(good)).at(-1)).toEqual(['CARD_SHIPPED', 'final', 1])
    })

    it('a failed search, sent again with the next attempt, is looked at anew', async () => {
      const packet = sender.sealPerson({ n: 1 })
      await take(packet)
      wait(1)
      site.switches.searchFails = true
      await site.work()
      expect(await statusOf(packet)).toBe('SEARCH_FAILURE_AT_CENTRAL')
      site.switches.searchFails = false
      await take(packet, 2)
      expect(await statusOf(packet)).toBe('RECEIVED_AT_CENTRAL')
      wait(1)
      await site.work()
      expect((await verdicts(packet)).at(-1)).toEqual(['PRINT_READY_RECORD', 'final', 2])
    })

    it('sent again though it is unique already: the same word for the new attempt, no second look', async () => {
      const packet = sender.sealPerson({ n: 1 })
      await take(packet)
      wait(1)
      await site.work()
      await take(packet, 2)
      expect((await verdicts(packet)).slice(-2)).toEqual([
        ['RECEIVED_AT_CENTRAL', 'central', 2],
        ['PRINT_READY_RECORD', 'final', 2],
      ])
    })

    it('while penunggalan is refused everything stays received', async () => {
      const packet = sender.sealPerson({ n: 1 })
      await take(packet)
      site.switches.refusesPenunggalan = true
      wait(60 * 24 * 180)
      expect(await site.work()).toBe(0)
      expect(await statusOf(packet)).toBe('RECEIVED_AT_CENTRAL')
      site.switches.refusesPenunggalan = false
      expect(await site.work()).toBe(1)
    })

    it('an amendment is one case with what it amends, whichever comes first', async () => {
      const other = sender.sealPerson({ n: 1 })
      const packet = sender.sealPerson({ n: 2, nik: 1 })
      const amendment = sender.sealAmendment(packet.id, { nik: 2 })
      await take(other)
      await take(amendment)
      wait(0.1)
      await take(packet)
      wait(1)
      await site.work()
      expect(await statusOf(packet)).toBe('PRINT_READY_RECORD')
      expect((await verdicts(amendment)).at(-1)).toEqual(['PRINT_READY_RECORD', 'final', 1])
    })

    it('a packet without its fingers fails however often it is sent, until a supplement brings them', async () => {
      const packet = sender.sealPerson({ n: 4, fingers: 0 })
      for (const attempt of [1, 2]) {
        await take(packet, attempt)
        wait(1)
        await site.work()
        expect(await statusOf(packet)).toBe('ENROLL_FAILURE_AT_CENTRAL')
      }
      await take(sender.sealSupplement(packet.id, { n: 4 }))
      await take(packet, 3)
      wait(1)
      await site.work()
      expect(await statusOf(packet)).toBe('PRINT_READY_RECORD')
    })

    it('an amendment after a doubt has it looked at again', async () => {
      await take(sender.sealPerson({ n: 1 }))
      const packet = sender.sealPerson({ n: 2, nik: 1 })
      wait(0.1)
      await take(packet)
      wait(1)
      await site.work()
      expect(await statusOf(packet)).toBe('ADJUDICATE_RECORD')
      await take(sender.sealAmendment(packet.id, { nik: 2 }))
      await site.work()
      expect(await statusOf(packet)).toBe('PRINT_READY_RECORD')
    })
  })

  it('reports are read with a cursor, each once and in order', async () => {
    for (let n = 1; n <= 5; n++) await take(sender.sealPerson({ n }))
    wait(1)
    await site.work()
    const seen: string[] = []
    for (let after = 0; ; ) {
      const page = await reportsFor(site.registry.read, sender.station, after, 3)
      if (page.length === 0) break
      seen.push(...page.map(({ serial, verdict }) => `${serial} ${verdict}`))
      after = page.at(-1)!.position
    }
    expect(seen).toHaveLength(10)
    expect(new Set(seen).size).toBe(10)
    expect(await reportsFor(site.registry.read, 'ANOTHER', 0, 3)).toEqual([])
  })

  it('a collecting post holds and says so, and decides nothing', async () => {
    const post = await openSite({ code: 'mmu', sql: await ground.another(), grade: 'post' })
    const { bytes } = await take(sender.sealPerson({ n: 1 }), 1, post)
    expect(readReceipt(utf8(bytes))).toMatchObject({ grade: 'post', verdict: 'RECEIVED_AT_CENTRAL' })
    wait(10)
    expect(await post.work()).toBe(0)
    await post.close()
  })
}
