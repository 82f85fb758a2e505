import { call } from '@orpc/server'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { residentHandlers, startResidentService } from '../../resident/index.ts'
import { openTestStation, type TestStation } from '../../testing/index.ts'
import { enrolmentHandlers } from '../handlers.ts'

const NIK = '5272010101850001'

let open: TestStation
beforeEach(async () => {
  open = await openTestStation({ actor: { account: 'penyelia', role: 'penyelia' } })
})
afterEach(() => open.close())

const context = () => ({ context: open.context })
const start = (nik: string, listed: boolean) => call(enrolmentHandlers.start, { nik, listed }, context())

async function bringIn(line: string): Promise<void> {
  const path = join(open.temp('daftar'), 'daftar.csv')
  writeFileSync(path, `NIK,NO_KK,NAMA,TMPT_LHR,TGL_LHR,JK,IBU,ALAMAT,RT,RW,DESA\n${line}\n`)
  const columns = {
    nik: 0,
    kk: 1,
    name: 2,
    birthPlace: 3,
    birthDate: 4,
    sex: 5,
    mother: 6,
    address: 7,
    rt: 8,
    rw: 9,
    village: 10,
  }
  await call(residentHandlers.importList, { path, columns, mode: 'add' }, context())
}

test('a recording begun from the list has what the list says, unconfirmed; nothing else of it is settled', async () => {
  await bringIn(`${NIK},5272010101100001,SITI CONTOH,BIMA,01-01-1985,L,IBU CONTOH,JL. CONTOH 1,1,2,NAE`)
  const draft = await start(NIK, true)
  expect(draft.biodata).toMatchObject({
    nik: NIK,
    kk: '5272010101100001',
    nama: 'SITI CONTOH',
    tempatLahir: 'BIMA',
    tanggalLahir: '1985-01-01',
    jenisKelamin: '1',
    namaIbu: 'IBU CONTOH',
    alamat: 'JL. CONTOH 1',
  })
  expect(draft.biodata).not.toHaveProperty('desaKelurahan')
  expect(draft).toMatchObject({ confirmed: false, confirmedFields: [], step: 'biodata' })
})

test('a damaged list keeps nobody from being recorded: the form has the NIK alone', async () => {
  await bringIn(`${NIK},,SITI CONTOH,,01-01-1985,,,,,,`)
  await startResidentService(open.station)()
  writeFileSync(join(open.folder, 'residents.db'), 'torn by a power cut')
  expect((await start(NIK, true)).biodata).toEqual({ nik: NIK })
})

test('without the wish, without a line or without a list the form has the NIK alone', async () => {
  expect((await start('5272010101850002', true)).biodata).toEqual({ nik: '5272010101850002' })
  await bringIn(`${NIK},,SITI CONTOH,,01-01-1985,,,,,,`)
  expect((await start(NIK, false)).biodata).toEqual({ nik: NIK })
  expect((await start('5272010101850003', true)).biodata).toEqual({ nik: '5272010101850003' })
})
