import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { call } from '@orpc/server'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { openTestStation, type TestStation } from '../testing/index.ts'
import { printingHandlers } from './index.ts'

let open: TestStation
beforeEach(async () => {
  open = await openTestStation({ actor: { account: 'penyelia', role: 'penyelia' } })
})
afterEach(() => open.close())

it('a destruction record is saved as a PDF for its witnesses, and the audit says so', async () => {
  const context = { context: open.context }
  await call(printingHandlers.receive, { count: 3, note: 'Surat 1' }, context)
  await call(printingHandlers.damaged, { count: 2, reason: 'Basah' }, context)
  const said = { place: 'Kantor', method: 'dipotong', witnesses: ['Contoh Satu', 'Contoh Dua'] }
  const { recordUrl } = await call(printingHandlers.destroy, said, context)
  const destruction = /([^/]+)\.pdf$/.exec(recordUrl)![1]!
  const path = join(open.temp('out'), 'berita-acara.pdf')
  expect(await call(printingHandlers.saveRecord, { destruction, path }, context)).toEqual({ path })
  expect(readFileSync(path).subarray(0, 5).toString()).toBe('%PDF-')
  expect(open.station.read.all(`SELECT subject FROM audit WHERE act = 'printing.record'`)).toEqual([
    { subject: destruction },
  ])
  const unknown = call(printingHandlers.saveRecord, { destruction: '0'.repeat(26), path }, context)
  await expect(unknown).rejects.toMatchObject({ code: 'NOT-FOUND' })
})
