import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { withOpenStation } from './open-station.ts'
import { rekam } from './testing/shell.ts'

const base = mkdtempSync(join(tmpdir(), 'rekam-cards-cli-'))
const station = join(base, 'station')
const of = (...args: string[]) => [...args, '--station', station]
afterAll(() => rmSync(base, { recursive: true, force: true }))

let ids: string[] = []
beforeAll(async () => {
  await rekam('init', ...of('--demo'))
  for (const person of ['01', '02'])
    cpSync(join(import.meta.dirname, '../../../resources/people', person), join(base, 'people', person), {
      recursive: true,
    })
  await rekam('enrol', ...of('--from', join(base, 'people')))
  const { recordings } = (await rekam('list', ...of('--json'))).json<{ recordings: { id: string }[] }>()
  ids = recordings.map(({ id }) => id)
  // What a restore from a disk of before the order leaves, and the centre says.
  await withOpenStation({ station, account: 'penyelia' }, ({ write }) =>
    write.transaction((tx) => tx.run(`UPDATE recording_status SET status = 'CARD_PRINTED'`)),
  )
}, 120_000)

interface Listed {
  cards: { recording: string }[]
}

test('claimed cards are listed and settled from the terminal by a supervisor alone', {
  timeout: 120_000,
}, async () => {
  const [here = '', none = ''] = ids
  const listed = await rekam('cards', 'claims', ...of())
  expect(listed).toMatchObject({ code: 0, err: '' })
  expect(listed.out).toContain(here)
  expect(listed.out).not.toMatch(/\b\d{16}\b/)
  const settle = (id: string, ...more: string[]) => rekam('cards', 'settle', id, ...of(...more))
  const said = ['--reason', 'Laci sudah diperiksa']
  expect((await settle(here, '--card', 'sini', ...said)).err).toContain('INPUT-INVALID')
  expect((await settle(here, '--card', 'here', '--reason', 'x')).err).toContain('INPUT-INVALID')
  expect((await settle(here, '--card', 'here', ...said, '--account', 'operator')).code).toBe(1)
  expect(await settle(here, '--card', 'here', ...said)).toMatchObject({ code: 0 })
  expect((await settle(here, '--card', 'here', ...said)).err).toContain('PRINTING-STATE')
  // No site is there: it stays ordered, with the supervisor's word, and may be said again.
  const asked = await settle(none, '--card', 'none', ...said, '--json')
  expect(asked).toMatchObject({ code: 1 })
  expect(asked.json()).toMatchObject({ cards: [{ recording: none, state: 'ordered' }] })
  expect((await rekam('cards', 'claims', ...of('--json'))).json<Listed>().cards).toEqual([])
  expect((await rekam('cards', 'claims', ...of('--account', 'teknisi'))).err).toContain('ACCOUNT-ROLE')
})
