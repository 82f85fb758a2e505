import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openTestStation, seedRecordings, type TestStation } from '../testing/index.ts'
import { makeBag, planned } from '../export/index.ts'
import { uploadStatus } from './status.ts'

let open: TestStation
beforeEach(async () => {
  open = await openTestStation()
  open.ports.clock.set('2026-11-10T00:00:00Z')
  await seedRecordings(open.station, 2)
})
afterEach(() => open.close())

const log = (site: string, at: string, state: string) =>
  open.station.write.transaction((tx) =>
    tx.run('INSERT INTO site_log (site, at, state) VALUES (?, ?, ?)', [site, `2026-11-${at}.000Z`, state]),
  )
const proposal = () => uploadStatus(open.station).proposal

describe('the station proposes manual export', () => {
  it('when both sites took nothing for a day, counted from when the second of them stopped', async () => {
    await log('mmu', '05T00:00:00', 'refusing')
    expect(proposal()).toBeNull()
    await log('batam', '09T00:00:01', 'refusing')
    expect(proposal()).toBeNull()
    open.ports.clock.advance(1000)
    expect(proposal()).toEqual({ since: '2026-11-09T00:00:01.000Z', hours: 24 })
  })

  it('also when a refusal went over into silence, and never for a missing network alone', async () => {
    await log('mmu', '05T00:00:00', 'unreachable')
    await log('batam', '05T00:00:00', 'unreachable')
    expect(proposal()).toBeNull()
    await log('mmu', '06T00:00:00', 'refusing')
    await log('mmu', '07T00:00:00', 'unreachable')
    expect(proposal()).toMatchObject({ since: '2026-11-05T00:00:00.000Z' })
    await log('batam', '09T12:00:00', 'open')
    expect(proposal()).toBeNull()
  })

  it('and is silent once everything lies in a bag', async () => {
    await log('mmu', '05T00:00:00', 'refusing')
    await log('batam', '05T00:00:00', 'refusing')
    expect(proposal()).not.toBeNull()
    await makeBag(open.station, { folder: open.temp('drive') })
    expect(proposal()).toBeNull()
    await seedRecordings(open.station, 1, { from: 3 })
    expect(proposal()).not.toBeNull()
  })

  it('and while it is not known whether everything lies in one that was cut off', async () => {
    await log('mmu', '05T00:00:00', 'refusing')
    await log('batam', '05T00:00:00', 'refusing')
    await makeBag(open.station, { folder: open.temp('drive') })
    await open.station.write.transaction((tx) => {
      const items = tx.all<{ packet: string }>('SELECT packet FROM bag_item').map(({ packet }) => [packet, 1])
      tx.run(`INSERT INTO local (key, value) SELECT 'bag-making:' || id, ? FROM bag`, [JSON.stringify(items)])
      tx.run(`UPDATE bag SET state = 'making', packets = 0`)
      tx.run('DELETE FROM bag_item')
    })
    expect(proposal()).toBeNull()
    expect(planned(open.station.read)).toMatchObject({ packets: 0, interrupted: 2 })
    await seedRecordings(open.station, 1, { from: 3 })
    expect(proposal()).not.toBeNull()
  })

  it('also for a print order alone, until that lies in a bag', async () => {
    await log('mmu', '05T00:00:00', 'refusing')
    await log('batam', '05T00:00:00', 'refusing')
    await makeBag(open.station, { folder: open.temp('drive') })
    await open.station.write.transaction((tx) => {
      tx.run("UPDATE recording_status SET status = 'PRINT_READY_RECORD'")
      tx.run(`INSERT INTO card (recording, state, order_id, fence, ordered_at, order_epoch)
        SELECT id, 'ordered', id, 0, 't', epoch FROM recording WHERE seq = 1`)
    })
    expect(proposal()).not.toBeNull()
    await makeBag(open.station, { folder: open.temp('drive') })
    expect(proposal()).toBeNull()
  })
})
