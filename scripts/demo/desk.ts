import { readFileSync } from 'node:fs'
import path from 'node:path'
import { biodataSchema } from '../../src/contract/biodata.ts'
import { launch } from '../e2e/launch.ts'
import { record, unlock } from '../e2e/operator.ts'
import { projectRoot } from '../electron-runtime/places.mjs'

export interface DeskResult {
  readonly screens: number
  readonly runtime: string
}

/** The real window: an operator records the first sample person by the keyboard and issues the Suket. */
export async function atTheDesk(at: (...parts: string[]) => string): Promise<DeskResult> {
  const person = path.join(projectRoot, 'resources', 'people', '01')
  const biodata = biodataSchema.parse(JSON.parse(readFileSync(path.join(person, 'biodata.json'), 'utf8')))
  const opened = await launch({ station: at('station'), captures: person, drives: at('drives') })
  let screens = 0
  const keep = async (name: string) => {
    screens++
    await opened.window.screenshot({ path: at('screens', `${String(screens).padStart(2, '0')}-${name}.png`) })
  }
  try {
    await unlock(opened.window, readFileSync(at('sandi-contoh.txt'), 'utf8').trim())
    await record(opened.window, { biodata, village: 'Paruga' }, keep)
    const { window } = opened
    await window
      .getByRole('button', { name: /^Terbitkan Suket/ })
      .and(window.locator(':enabled'))
      .waitFor()
    await window.keyboard.press('F9')
    await opened.window.getByText(/^471\.13\/00001\//).waitFor()
    await opened.window.locator('canvas').waitFor()
    await keep('suket')
    const runtime = await opened.app.evaluate(() => process.versions['electron'] ?? '')
    return { screens, runtime }
  } finally {
    await opened.close()
  }
}
