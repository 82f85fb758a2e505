import { call } from '@orpc/server'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { openTestStation, type TestStation } from '../testing/index.ts'
import { suketHandlers } from './handlers.ts'
import { recorded, samplePerson } from './testing/recorded.ts'

let open: TestStation
beforeEach(async () => {
  open = await openTestStation()
})
afterEach(() => open.close())

it('shows one letter with the NIK masked, also after it expired, and refuses what is not in the register', async () => {
  const { context } = open
  const recording = await recorded(open, samplePerson(1))
  const issued = await call(suketHandlers.issue, { recording }, { context })
  open.ports.clock.advance(200 * 24 * 3600 * 1000)
  const shown = await call(suketHandlers.show, { id: issued.id }, { context })
  expect(shown).toEqual({
    ...issued,
    state: 'expired',
    acts: ['renew', 'withdraw', 'void'],
    signer: { title: 'KEPALA DINAS (SAMPEL)', name: 'CONTOH KEPALA', signs: 'wet' },
  })
  expect(shown.nik).toContain('******')
  await expect(call(suketHandlers.show, { id: open.station.epoch.id }, { context })).rejects.toMatchObject({
    code: 'NOT-FOUND',
  })
})
