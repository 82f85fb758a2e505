import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { STATUS } from '../../contract/status.ts'
import { nextStepOf, statusOf } from '../enrolment/index.ts'
import { openTestStation, type TestStation } from '../testing/index.ts'
import { followUps, resetAll } from './reset.ts'
import { sendRound } from './queue.ts'
import { freePort } from '../../lib/testing/free-port.ts'
import { openTestSite, sealed, type TestSite } from './testing/sites.ts'

let open: TestStation
let mmu: TestSite
const start = async (role: 'operator' | 'penyelia') => {
  const [here, nowhere] = [await freePort(), await freePort()]
  const urls = { mmu: `http://127.0.0.1:${here}`, batam: `http://127.0.0.1:${nowhere}` }
  open = await openTestStation({ urls, actor: { account: role, role } })
  mmu = await openTestSite(open, 'mmu', here)
}
beforeEach(() => start('penyelia'))
afterEach(async () => {
  await mmu.close()
  await open.close()
})

const again = { status: 'SEARCH_FAILURE_AT_CENTRAL', reason: 'Petunjuk Dinas' } as const
const listed = () => followUps(open.station.read, open.ports.now())

/** A packet whose search failed at the centre, as the station learns it. */
async function failed(): Promise<string> {
  const id = await sealed(open, 100)
  await sendRound(open.station, { now: true })
  await mmu.site.decide(id, 'SEARCH_FAILURE_AT_CENTRAL')
  await sendRound(open.station, { now: true })
  return id
}

describe('the official reset', () => {
  it('sends all of a status again as the next attempt, and the centre takes it', async () => {
    const ids = [await failed(), await failed()]
    expect(listed()).toMatchObject([{ status: 'SEARCH_FAILURE_AT_CENTRAL', count: 2, resend: true }])
    expect(await resetAll(open.station, again)).toBe(2)
    expect(listed()).toEqual([])
    for (const id of ids) {
      expect(statusOf(open.station.read, id)).toEqual({ status: 'BIO_CAPTURED', attempt: 2 })
    }
    expect(await resetAll(open.station, again)).toBe(0)
    expect(await sendRound(open.station, { now: true })).toMatchObject({ received: 2, refused: 0 })
    for (const id of ids) {
      expect(statusOf(open.station.read, id)).toEqual({ status: 'RECEIVED_AT_CENTRAL', attempt: 2 })
    }
    const notes = open.station.read.all<{ act: string }>(
      `SELECT act FROM audit WHERE act = 'status.bio-captured'`,
    )
    expect(notes).toHaveLength(2)
  })

  it('of hundreds leaves none out', async () => {
    const id = await sealed(open, 100)
    await open.station.write.transaction((tx) => {
      for (let n = 0; n < 450; n++) {
        tx.run(
          `INSERT INTO recording (id, epoch, seq, kind, nik, name, birth_date, biodata, sealed_at, operator, sha256, bytes, head, proof)
           SELECT ?, epoch, ?, kind, nik, name, birth_date, biodata, sealed_at, operator, sha256, bytes, head, proof FROM recording WHERE id = ?`,
          [`${id}-${n}`, n + 100, id],
        )
        tx.run(`INSERT INTO recording_status (recording, status, at, attempt) VALUES (?, ?, ?, 1)`, [
          `${id}-${n}`,
          again.status,
          open.ports.now().toISOString(),
        ])
      }
    })
    expect(await resetAll(open.station, again)).toBe(450)
    expect(listed()).toEqual([])
  })

  it('sends again what may get through, and leaves what has to be completed', async () => {
    const [whole, lacking, twice] = [
      await sealed(open, 100),
      await sealed(open, 100),
      await sealed(open, 100),
    ]
    const failure = { ...again, status: 'ENROLL_FAILURE_AT_CENTRAL' } as const
    const fail = async (ids: readonly string[]) => {
      await sendRound(open.station, { now: true })
      for (const id of ids) await mmu.site.decide(id, failure.status)
      await sendRound(open.station, { now: true })
    }
    await fail([twice])
    await resetAll(open.station, failure)
    await fail([whole, lacking, twice])
    await open.station.write.transaction((tx) =>
      tx.run('INSERT INTO recording_exception (recording, slot, reason) VALUES (?, ?, ?)', [
        lacking,
        'finger-right-index',
        'luka',
      ]),
    )
    expect(listed()).toMatchObject([
      {
        count: 3,
        steps: [
          { step: 'complete', count: 2, from: 1, to: 2 },
          { step: 'resend', count: 1, from: 1, to: 1 },
        ],
      },
    ])
    expect(await resetAll(open.station, { ...failure, step: 'resend' })).toBe(1)
    expect(statusOf(open.station.read, whole)).toEqual({ status: 'BIO_CAPTURED', attempt: 2 })
    expect(nextStepOf(open.station.read, twice)).toEqual({ step: 'complete', attempt: 2 })
    expect(await resetAll(open.station, { ...failure, step: 'complete' })).toBe(2)
  })

  it('takes what was sent for stuck only after a day', async () => {
    const id = await sealed(open, 100)
    await open.station.write.transaction((tx) =>
      tx.run(`UPDATE recording_status SET status = 'SENT_FOR_ENROLLMENT' WHERE recording = ?`, [id]),
    )
    const sent = { ...again, status: 'SENT_FOR_ENROLLMENT' } as const
    expect([listed(), await resetAll(open.station, sent)]).toEqual([[], 0])
    open.ports.clock.advance(25 * 3600 * 1000)
    expect(listed()).toMatchObject([{ status: 'SENT_FOR_ENROLLMENT', count: 1 }])
    expect(await resetAll(open.station, sent)).toBe(1)
  })

  it('is refused to an operator, and for a status that has no way back', async () => {
    const nothing = { ...again, status: 'DUPLICATE_RECORD' } as const
    await expect(resetAll(open.station, nothing)).rejects.toMatchObject({ code: 'UPLOAD-NO-RESET' })
    await mmu.close()
    await open.close()
    await start('operator')
    await expect(resetAll(open.station, again)).rejects.toMatchObject({ code: 'UPLOAD-SUPERVISOR' })
  })

  it('has a next actor for whatever is listed', async () => {
    await failed()
    for (const { status } of listed()) expect(STATUS[status].next).not.toBe('nobody')
  })
})
