import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openTestStation, type TestStation } from '../testing/index.ts'
import { receiveBlanks, spoilBlanks } from './blanks.ts'
import { destroySpoilt } from './destroy.ts'
import { printingStream } from './index.ts'

let open: TestStation
beforeAll(async () => {
  open = await openTestStation({ actor: { account: 'penyelia', role: 'penyelia' } })
})
afterAll(() => open.close())

it('the record of a destruction is a clean PDF on one A4 that names place, way, witnesses and every card', async () => {
  await receiveBlanks(open.station, 100, 'Surat 1')
  for (let n = 1; n <= 25; n++)
    await spoilBlanks(open.station, 2, `Terlipat ke-${n} waktu dibongkar dari kardus yang basah kuyup`)
  const witnesses = [
    'Contoh Saksi Yang Bernama Panjang Sekali Sampai Enam Puluh Huruf',
    'Contoh Dua',
    'Contoh Tiga',
    'Contoh Empat',
  ]
  const { recordUrl } = await destroySpoilt(open.station, {
    place: 'Kantor Kecamatan',
    method: 'dipotong',
    witnesses,
  })
  const answer = await printingStream(open.station, recordUrl.split('/').at(-1)!, new URLSearchParams())
  const path = join(open.temp('pdf'), 'record.pdf')
  writeFileSync(path, answer!.body as Uint8Array)
  const run = (program: string, ...args: string[]) => execFileSync(program, args, { encoding: 'utf8' })
  expect(run('qpdf', '--check', path)).toContain('No syntax or stream encoding errors')
  expect(run('pdfinfo', path)).toMatch(/Pages:\s+1\n/)
  const words = run('pdftotext', '-layout', path, '-')
  for (const said of [
    'PEMUSNAHAN',
    `BA-BLANGKO/${open.station.code}/1`,
    '50 keping',
    'Kantor Kecamatan',
    'Contoh Empat',
    'Terlipat ke-1',
  ])
    expect(words).toContain(said)
  expect(words).toMatch(/dan 16 keping lain/)
})
