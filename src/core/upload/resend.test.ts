import { call } from '@orpc/server'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { signProfile } from '../../formats/profile/profile.ts'
import { installProfile } from '../settings/index.ts'
import { openTestStation, type TestStation } from '../testing/index.ts'
import { uploadHandlers } from './handlers.ts'
import { nextPackets } from './pending.ts'
import { workList } from './pauses.ts'
import { cursorOf, putCursor, putItem, refuseItem } from './queries.ts'
import { sealed } from './testing/sites.ts'

let open: TestStation
let ids: string[]
const refusedWith = (packet: string, code: string, site = 'mmu') =>
  open.station.write.transaction((tx) =>
    putItem(tx, { packet, attempt: 1, site, state: 'refused', code, at: '2026-11-23T01:00:00.000Z' }),
  )
beforeEach(async () => {
  open = await openTestStation({ actor: { account: 'penyelia', role: 'penyelia' } })
  ids = [await sealed(open, 100), await sealed(open, 100)]
})
afterEach(() => open.close())

const wanted = () =>
  nextPackets(open.station.read, { site: 'mmu', after: 0, limit: 10, now: null }).map(({ id }) => id)
const resend = (recordings: string[], station = open.station) =>
  call(
    uploadHandlers.resend,
    { recordings, reason: 'Kunci situs sudah baru' },
    { context: { ...open.context, desk: { ...open.context.desk, station: () => station } } },
  )

it('goes into the line again for who was chosen, by a supervisor and with a reason in the audit', async () => {
  const [first = '', second = ''] = ids
  await refusedWith(first, 'PACKET-CONFLICT')
  await refusedWith(second, 'SITE-RETRY')
  expect(wanted()).toEqual([])
  const operator = { ...open.station, actor: { account: 'operator', role: 'operator' as const } }
  const code = await resend([first], operator as never).catch(
    (error: { data?: { code: string }; code?: string }) => error.data?.code ?? error.code,
  )
  expect(code).toBe('UPLOAD-SUPERVISOR')
  expect((await resend([first])).work).toMatchObject([{ recording: second }])
  expect(wanted()).toEqual([first])
  const acts = open.station.read.all(`SELECT subject FROM audit WHERE act = 'upload.resent'`)
  expect(acts).toEqual([{ subject: first }])
  // It had left: a cancellation goes after it.
  expect(open.station.read.all('SELECT packet, state FROM upload_item ORDER BY packet')).toEqual(
    [
      { packet: first, state: 'sent' },
      { packet: second, state: 'refused' },
    ].toSorted((a, b) => (a.packet < b.packet ? -1 : 1)),
  )
})

it('a refusal that a bag brought back stands like one by line, and not against a packet that the site has said to hold', async () => {
  const [first = '', second = ''] = ids
  const at = '2026-11-23T01:00:00.000Z'
  await open.station.write.transaction((tx) => {
    putItem(tx, { packet: second, attempt: 1, site: 'mmu', state: 'received', code: null, at })
    for (const packet of ids) refuseItem(tx, { packet, attempt: 1, site: 'mmu', code: 'PACKET-CONFLICT', at })
  })
  expect(workList(open.station.read)).toMatchObject({
    rows: [{ recording: first, code: 'PACKET-CONFLICT', at }],
    total: 1,
  })
  expect((await resend([first])).work).toEqual([])
  expect(wanted()).toEqual([first])
})

it('a new profile clears what no trust was the reason of, and asks the sites anew', async () => {
  const [first = '', second = ''] = ids
  await refusedWith(first, 'UPLOAD-NO-RECEIPT')
  await refusedWith(second, 'PACKET-CONFLICT')
  await open.station.write.transaction((tx) => {
    putCursor(tx, { site: 'mmu', position: 7, asked_at: '2026-11-23T01:00:00.000Z' })
  })
  const { format: _format, version: _version, ...standing } = open.station.profile
  const next = { ...standing, serial: standing.serial + 1 }
  await installProfile(open.station, signProfile(next, open.dinas.root))
  expect(wanted()).toEqual([first])
  expect(cursorOf(open.station.read, 'mmu')).toEqual({ position: 0, asked_at: null })
})
