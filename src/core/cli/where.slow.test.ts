import { cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { rekam } from './testing/shell.ts'

const base = mkdtempSync(join(tmpdir(), 'rekam-where-cli-'))
const of = (...args: string[]) => [...args, '--station', join(base, 'station')]
afterAll(() => rmSync(base, { recursive: true, force: true }))

let id = ''
beforeAll(async () => {
  await rekam('init', ...of('--demo'))
  cpSync(join(import.meta.dirname, '../../../resources/people/01'), join(base, 'people/01'), {
    recursive: true,
  })
  await rekam('enrol', ...of('--from', join(base, 'people')))
  const { recordings } = (await rekam('list', ...of('--json'))).json<{ recordings: { id: string }[] }>()
  id = recordings[0]!.id
}, 60_000)

test('the terminal answers who asks for the card, keeps the visit, makes the slip and settles', {
  timeout: 60_000,
}, async () => {
  const slip = join(base, 'lembar.pdf')
  const answer = await rekam('where', '5272011703850001', ...of('--slip', slip))
  expect(answer).toMatchObject({ code: 0, err: '' })
  expect(answer.out).toContain('Katakan: Anda sudah direkam')
  expect(answer.out).not.toContain('5272011703850001')
  expect(existsSync(slip)).toBe(true)
  expect((await rekam('where', id, ...of('--json'))).json()).toMatchObject({
    found: 'recording',
    recording: id,
    again: true,
    unmoved: 1,
  })
  expect((await rekam('where', '5272014101010001', ...of())).out).toContain('Anda belum direkam')
  expect((await rekam('where', 'halo', ...of())).err).toContain('VISIT-CODE')
  expect((await rekam('where', id, ...of('--account', 'teknisi'))).err).toContain('ACCOUNT-ROLE')
  expect((await rekam('visits', ...of())).out).toContain('0 menunggu penyelia')
  expect((await rekam('visits', ...of('--settle', id))).err).toContain('INPUT-INVALID')
  const settle = of('--settle', id, '--note', 'Ditanyakan ke pusat data')
  expect(await rekam('visits', ...settle)).toMatchObject({ code: 0 })
  expect((await rekam('visits', ...settle)).err).toContain('VISIT-NONE')
})
