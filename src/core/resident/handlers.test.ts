import { call } from '@orpc/server'
import { afterEach, beforeEach, expect, test } from 'vitest'
import {
  openTestStation,
  quickDraft,
  sampleBiodata,
  seedRecordings,
  type TestStation,
} from '../testing/index.ts'
import { residentHandlers as resident } from './handlers.ts'

let open: TestStation
beforeEach(async () => {
  open = await openTestStation()
})
afterEach(() => open.close())

test('a NIK with its region, its warnings, and what is known of it here', async () => {
  const { station, context } = open
  const { nik } = sampleBiodata(1)
  expect(
    await call(resident.checkNik, { nik: ` ${nik}`, birthDate: '1985-03-02', sex: '2' }, { context }),
  ).toEqual({
    nik,
    region: 'Rasanae Barat, Kota Bima, Nusa Tenggara Barat',
    warnings: ['NIK-BIRTHDATE-MISMATCH', 'NIK-SEX-MISMATCH'],
    recorded: [],
    drafts: [],
  })
  const [id] = await seedRecordings(station, 1, { bytes: 3000 })
  expect(await call(resident.checkNik, { nik }, { context })).toMatchObject({
    recorded: [{ id, at: '2026-11-23T01:00:00.000Z', status: 'BIO_CAPTURED' }],
  })
  const draft = await quickDraft(station, 2)
  expect((await call(resident.checkNik, { nik: sampleBiodata(2).nik }, { context })).drafts).toMatchObject([
    { id: draft },
  ])
})

test('an old region code is a warning, a wrong shape is refused in words', async () => {
  const { context } = open
  expect(await call(resident.checkNik, { nik: '9999991703850001' }, { context })).toMatchObject({
    region: null,
    warnings: ['NIK-REGION-UNKNOWN'],
  })
  await expect(call(resident.checkNik, { nik: '5272013203850001' }, { context })).rejects.toMatchObject({
    code: 'NIK-INVALID',
    params: { problem: 'NIK-DAY' },
  })
})

test('villages by what people type, the own district first, with the way to them', async () => {
  const { context } = open
  const found = await call(resident.searchRegions, { text: 'paruga', level: 'village' }, { context })
  expect(found[0]).toMatchObject({
    name: 'Paruga',
    path: ['Nusa Tenggara Barat', 'Kota Bima', 'Rasanae Barat'],
  })
  expect(await call(resident.region, { code: found[0]!.code }, { context })).toEqual(found[0])
  expect(
    await call(resident.searchRegions, { text: '', level: 'district', within: '52.72' }, { context }),
  ).toHaveLength(5)
  await expect(call(resident.region, { code: '00.00' }, { context })).rejects.toMatchObject({
    code: 'NOT-FOUND',
  })
})
