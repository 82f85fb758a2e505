// A recording is set aside and taken up again, in the real window by the keyboard alone. Screenshots, axe on each screen.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { sampleBiodata } from '../../src/core/testing/index.ts'
import { violations } from './axe.ts'
import { launch, type Launched } from './launch.ts'
import { callUp, fillBiodata, takePhoto, unlock } from './operator.ts'
import { rekam } from './rekam.ts'
import { sampleStation } from './sample-station.ts'

const base = mkdtempSync(path.join(tmpdir(), 'rekam-parking-'))
const at = (...parts: string[]) => path.join(base, ...parts)
const LONG = { ...sampleBiodata(2), nama: 'CONTOH SITI NURHALIZAH PUTRI RAHMAWATI KUSUMANINGRUM BIMA RAYA' }
let opened: Launched | undefined

describe('parking', { timeout: 300_000 }, () => {
  beforeAll(async () => {
    await sampleStation(base)
  }, 300_000)
  afterEach(async () => {
    await opened?.close()
    opened = undefined
  })
  afterAll(() => rmSync(base, { recursive: true, force: true }))

  test('keeps everything, lists whom to call, and takes up again who the photo shows', async () => {
    opened = await launch({ station: at('station') })
    const { window, complaints } = opened
    window.setDefaultTimeout(30_000)
    const { keyboard } = window
    const shot = async (name: string) => {
      await opened!.screenshot(`parking-${name}`)
      expect(await violations(window)).toEqual([])
    }
    const park = async (reason: string, phone: string, day: string, moment?: string) => {
      await keyboard.press('F8')
      await window.locator('[role=dialog] input:focus').waitFor()
      await keyboard.type(reason)
      await keyboard.press('Tab')
      await keyboard.press('Control+A')
      await keyboard.type(phone)
      await keyboard.press('Tab')
      await keyboard.type(day)
      if (moment) await shot(moment)
      await keyboard.press('F10')
      await window.getByRole('region', { name: 'Titipan: belum disegel' }).waitFor()
    }
    await unlock(window, readFileSync(at('sandi-contoh.txt'), 'utf8').trim())
    // One without a photo, one interrupted, one with a photo.
    await callUp(window, LONG.nik)
    await fillBiodata(window, LONG, 'Paruga')
    await park('Hendak melahirkan atau sakit', '081234567890', '01012017', 'dialog')
    await callUp(window, sampleBiodata(3).nik)
    await callUp(window, sampleBiodata(1).nik)
    await fillBiodata(window, sampleBiodata(1), 'Paruga')
    await window.getByText(/^Bacakan\. Enter/).waitFor()
    await keyboard.press('F10')
    await takePhoto(window)
    await park('Anak lelah atau menangis', '', '')
    const list = window.getByRole('region', { name: 'Titipan: belum disegel' })
    await list.getByText(/1 perlu dihubungi/).waitFor()
    expect(await list.getByRole('listitem').count()).toBe(3)
    await shot('list')
    // Who is not the person on the photo goes no further.
    await list.getByRole('link', { name: /CONTOH SATU/ }).focus()
    await keyboard.press('Enter')
    await window.getByRole('heading', { name: 'Kembali dari titipan' }).waitFor()
    await shot('return')
    await keyboard.press('Escape')
    await list.getByRole('link', { name: /CONTOH SATU/ }).focus()
    await keyboard.press('Enter')
    await window.getByRole('heading', { name: 'Kembali dari titipan' }).waitFor()
    await keyboard.press('F10')
    // The step is the one that it was parked at.
    await window.getByRole('heading', { name: 'Pas foto', exact: true }).waitFor()
    await window.getByRole('button', { name: /^Ulangi|^Ambil ulang/ }).waitFor()
    await keyboard.press('F3')
    await window.locator('input:focus').waitFor()
    await keyboard.type(LONG.nik)
    await window.getByText(/^Ada titipan sejak/).waitFor()
    await keyboard.press('Escape')
    await list.waitFor()
    await window.evaluate(() => localStorage.setItem('rekam.language', 'en'))
    await window.reload()
    await window.getByRole('button', { name: /F3$/ }).waitFor()
    await window.getByRole('link', { name: /SITI NURHALIZAH/ }).focus()
    await keyboard.press('Enter')
    await window.getByRole('heading', { name: 'Back from parking' }).waitFor()
    await shot('return-en')
    expect(complaints).toEqual([])
    await opened.close()
    opened = undefined
    const { out } = await rekam(
      'drafts',
      '--station',
      at('station'),
      '--passphrase-file',
      at('sandi-contoh.txt'),
    )
    expect(out).toMatch(
      /SITI NURHALIZAH.*dititip: Hendak melahirkan atau sakit {2}hubungi 2017-01-01 {2}081234567890/,
    )
    expect(out).toMatch(/3 titipan/)
  })
})
