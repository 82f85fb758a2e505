import { expect, it } from 'vitest'
import { KeptSavers } from './kept-savers.ts'

it('keeps what the dead core did not take until the recording is open again', async () => {
  const saved: Record<string, string>[] = []
  let alive = false
  const savers = new KeptSavers(async (_, fields) => {
    if (!alive) throw new Error('the core is gone')
    saved.push(fields)
  })
  savers.open('a').change('rt', '9')
  await savers.close('a')
  expect(savers.open('a').unsaved()).toEqual({ rt: '9' })

  alive = true
  expect(await savers.open('a').flush()).toBe(true)
  expect(saved).toEqual([{ rt: '9' }])
  await savers.close('a')
  expect(savers.open('a').unsaved()).toEqual({})
})

it('does not mix two recordings', async () => {
  const saved: [string, Record<string, string>][] = []
  const savers = new KeptSavers((id, fields) => {
    saved.push([id, fields])
    return Promise.resolve()
  })
  savers.open('a').change('rt', '1')
  savers.open('b').change('rt', '2')
  await Promise.all([savers.close('a'), savers.close('b')])
  expect(saved).toEqual([
    ['a', { rt: '1' }],
    ['b', { rt: '2' }],
  ])
})
