import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { rekam } from './testing/shell.ts'

const base = mkdtempSync(join(tmpdir(), 'rekam-amend-cli-'))
const of = (...args: string[]) => [...args, '--station', join(base, 'station')]
afterAll(() => rmSync(base, { recursive: true, force: true }))

let id = ''
beforeAll(async () => {
  await rekam('init', ...of('--demo'))
  cpSync(join(import.meta.dirname, '../../../resources/people/01'), join(base, 'people/01'), {
    recursive: true,
  })
  const { recordings } = await enrolled()
  id = recordings[0]!.id
}, 60_000)

async function enrolled() {
  const ran = await rekam('enrol', ...of('--from', join(base, 'people')))
  expect(ran.err).toContain('contoh dan migrasi')
  return (await rekam('list', ...of('--json'))).json<{ recordings: { id: string; mark: string | null }[] }>()
}

const mark = async () =>
  (await rekam('list', ...of('--json'))).json<{ recordings: { mark: string | null }[] }>().recordings[0]!.mark

test('a wrong NIK and a field too many are mended by a packet of its own, once', {
  timeout: 60_000,
}, async () => {
  const args = of('--set', 'nik=5272011703850009', 'namaAyah=', '--reason', 'salah ketik', '--json')
  const sealed = await rekam('amend', 'correct', id, ...args)
  expect(sealed).toMatchObject({ code: 0, err: '' })
  expect(sealed.json()).toMatchObject({ seq: 2, proven: true })
  const listed = await rekam('amend', 'list', id, ...of())
  expect(listed.out).toMatch(/^527201 170385 0009 {2}/)
  expect(listed.out).toMatch(/nik: 5272011703850001 -> 5272011703850009/)
  expect(listed.out).toMatch(/namaAyah: CONTOH AYAH -> -/)
  expect(listed.out).toMatch(/1 perubahan/)
  expect(await mark()).toBeNull()
})

test('what is not a field, changes nothing, or is not there is refused in words', async () => {
  const correct = (...set: string[]) =>
    rekam('amend', 'correct', id, ...of('--reason', 'salah ketik', '--set', ...set))
  expect((await correct('umur=30')).err).toContain('INPUT-INVALID')
  expect((await correct('nama')).err).toContain('INPUT-INVALID')
  expect((await correct('nik=5272011703850009')).err).toContain('ENROLMENT-AMEND-NOTHING')
  expect((await correct('nama=')).err).toContain('ENROLMENT-INCOMPLETE')
  expect((await rekam('amend', 'correct', id, ...of('--set', 'nama=A B', '--reason', 'x'))).err).toContain(
    'INPUT-INVALID',
  )
  const nobody = '0'.repeat(26)
  expect((await rekam('amend', 'cancel', nobody, ...of('--reason', 'salah orang'))).err).toContain(
    'NOT-FOUND',
  )
  // A technician amends nothing.
  const technician = of('--reason', 'salah orang', '--account', 'teknisi')
  expect((await rekam('amend', 'cancel', id, ...technician)).err).toContain('ACCOUNT-ROLE')
})

test('nothing waits for a penyelia; a cancelled recording says so, and is amended no more', async () => {
  expect((await rekam('amend', 'waiting', ...of())).out).toBe('0 menunggu penyelia')
  expect((await rekam('amend', 'approve', id, ...of())).err).toContain('NOT-FOUND')
  const cancelled = await rekam('amend', 'cancel', id, ...of('--reason', 'rekaman percobaan'))
  expect(cancelled.out).toMatch(/^Tersegel: \w{26} {2}urutan 3$/)
  expect(await mark()).toBe('cancelled')
  expect((await rekam('amend', 'list', id, ...of())).out).toMatch(/DIBATALKAN[\s\S]*Pembatalan/)
  const again = await rekam('amend', 'correct', id, ...of('--set', 'nama=A B', '--reason', 'salah ketik'))
  expect(again.err).toContain('ENROLMENT-AMEND-CANCELLED')
})
