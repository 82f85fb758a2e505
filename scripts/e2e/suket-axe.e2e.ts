// Every screen and dialog of letters under axe, in both languages, walked by keys that are the same in both. Screenshots are kept in
// out/screens.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { withOpenStation } from '../../src/core/cli/open-station.ts'
import { issueSuket } from '../../src/core/suket/index.ts'
import { makeOfficeFiles } from '../../src/core/suket/testing/office-files.ts'
import { violations } from './axe.ts'
import { newProfile } from './dinas-profile.ts'
import { launch } from './launch.ts'
import { press } from './operator.ts'
import { sampleStation } from './sample-station.ts'

const base = mkdtempSync(path.join(tmpdir(), 'rekam-suket-axe-'))
const at = (...parts: string[]) => path.join(base, ...parts)
const WORDS = {
  id: { renew: /^Perpanjang/, withdraw: /^Tarik surat/, void: /^Nyatakan batal/, recording: /^Buka rekaman/ },
  en: {
    renew: /^Renew/,
    withdraw: /^Take the letter back/,
    void: /^Declare void/,
    recording: /^Open the recording/,
  },
} as const

describe('letters under axe', { timeout: 300_000 }, () => {
  beforeAll(async () => {
    const office = makeOfficeFiles(at('office'), ['rsa'])
    await sampleStation(base, ['01', '02'])
    await newProfile(base, 2, (profile) => ({
      ...profile,
      letters: { certificate: office.pem('rsa') },
      policies: {
        ...profile.policies,
        suket: [{ from: '2016-09-29', allowed: 'reasons', reasons: ['Bencana alam'] }],
        suketTerms: { renewFromDays: 365 },
      },
    }))
    await withOpenStation({ station: at('station') }, async (station) => {
      const [row] = station.read.all<{ id: string }>('SELECT id FROM recording ORDER BY seq')
      await issueSuket(station, row!.id, { reason: 'Bencana alam' })
    })
  }, 300_000)
  afterAll(() => rmSync(base, { recursive: true, force: true }))

  test.each(['id', 'en'] as const)('in %s', async (language) => {
    const { window, screenshot, complaints, close } = await launch({
      station: at('station'),
      env: { CUPS_SERVER: at('nobody.sock') },
    })
    window.setDefaultTimeout(60_000)
    const words = WORDS[language]
    const looked = async (name: string) => {
      await screenshot(`suket-axe-${name}-${language}`)
      expect({ name, found: await violations(window) }).toEqual({ name, found: [] })
    }
    // The words for readers of the screen come when the page is drawn.
    const drawn = () =>
      window.locator('[role=document]').getByText('SURAT KETERANGAN').waitFor({ state: 'attached' })
    const dialog = async (name: string, ready: string) => {
      await window.locator(`[role=dialog] ${ready}`).first().waitFor()
      await looked(name)
      await window.keyboard.press('Escape')
      // Where suggestions stand open, the first Esc closes them alone.
      if (await window.getByRole('dialog').isVisible()) await window.keyboard.press('Escape')
      await window.getByRole('dialog').waitFor({ state: 'hidden' })
    }
    try {
      await window.evaluate((to) => localStorage.setItem('rekam.language', to), language)
      await window.reload()
      await window.locator('input[type=password]').waitFor()
      await window.keyboard.type(readFileSync(at('sandi-contoh.txt'), 'utf8').trim())
      await window.keyboard.press('Enter')
      await window.getByRole('link', { name: 'Suket' }).waitFor()
      await press(window, /^Suket$/)
      await window.locator('[data-row]').first().waitFor()
      await looked('register')
      await window.keyboard.press('Control+O')
      await dialog('office', 'input[type=password]')
      await window.keyboard.press('F10')
      await dialog('print-all', 'button:has-text("F10")')
      await window.keyboard.press('F7')
      await window.locator('tbody th[scope=row]').waitFor()
      await looked('recap')
      await window.keyboard.press('Escape')
      await window.keyboard.press('F9')
      await window.locator('textarea:focus').waitFor()
      await looked('check')
      await window.keyboard.press('Escape')
      await window.locator('[data-row]').first().focus()
      await window.keyboard.press('Enter')
      await drawn()
      await looked('letter')
      await window.keyboard.press('Control+P')
      await dialog('print', 'button:has-text("F10")')
      for (const act of ['renew', 'withdraw', 'void'] as const) {
        await press(window, words[act])
        await dialog(act, act === 'renew' ? 'fieldset' : 'input')
      }
      await press(window, words.recording)
      await window.locator('button:has-text("F7")').waitFor()
      await drawn()
      await looked('recording')
      expect(complaints).toEqual([])
    } finally {
      await close()
    }
  })
})
