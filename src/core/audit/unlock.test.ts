import { expect, test } from 'vitest'
import { generateIdentity, recipientOf } from '../../lib/age.ts'
import { openTestStation } from '../testing/index.ts'
import { recordAct } from './record-act.ts'
import { unlockValues } from './unlock.ts'
import { valuesOf } from './values.ts'

test('values whose key came back from a disk show once the recovery identity opened it, and by no other', async () => {
  const open = await openTestStation()
  const { station } = open
  const recovery = generateIdentity()
  const by = {
    ...station,
    epoch: station.epoch,
    actor: station.actor,
    ports: station.ports,
    profile: { recipients: { recovery: recipientOf(recovery.identity) } },
  }
  const { seq } = await station.write.transaction((tx) => recordAct(tx, by, 'sample.act', 'a', { new: 'x' }))
  await station.write.transaction((tx) => tx.run('DELETE FROM audit_key_here'))
  const state = () => valuesOf(station.read, { epoch: station.epoch.id, seq })?.state
  expect(state()).toBe('locked')
  expect(await unlockValues(station, generateIdentity().identity)).toBe(0)
  expect(state()).toBe('locked')
  expect(await unlockValues(station, recovery.identity)).toBe(1)
  expect(state()).toBe('here')
  await open.close()
})
