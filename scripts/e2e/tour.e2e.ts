// A tour of every route of the window, on a station that is full: Indonesian and English, light and dark, and once at 200 % zoom. Nothing is
// wider than the window, no state is cut off, axe-core finds nothing. A picture of each is kept in out/screens/tour.
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { PAGE_OF } from '../../src/renderer/app/manual/page-of.ts'
import { projectRoot } from '../electron-runtime/places.mjs'
import { violations } from './axe.ts'
import { launch, type Launched } from './launch.ts'
import { tooWide } from './too-wide.ts'
import { isAsked, keepPicture, pictureOfRoute } from './manual-pictures.ts'
import { type Peopled, peopledStation } from './peopled.ts'

const base = mkdtempSync(path.join(tmpdir(), 'rekam-tour-'))
const screens = path.join(projectRoot, 'out', 'screens', 'tour')
/** Every route has a page of the manual: a test beside that list says so. */
const ROUTES = Object.keys(PAGE_OF)
let peopled: Peopled
let opened: Launched

const addressOf = (route: string) => route.replace(/\$\w+/, () => peopled.params[route] ?? 'missing')
const nameOf = (route: string) => route.replaceAll('$', '').replaceAll('/', '-').slice(1) || 'home'

/** Opens an address by itself, and waits until its page has nothing more to fetch. */
async function visit(window: Page, route: string): Promise<void> {
  await window.evaluate((to) => {
    location.hash = `#${to}`
  }, addressOf(route))
  await settled(window)
}

/** The page has its title, nothing that waits, and says the same twice. */
async function settled(window: Page): Promise<void> {
  let before = ''
  await expect
    .poll(
      async () => {
        const now = await window.evaluate(() => {
          const main = document.querySelector('main')
          const waits = document.querySelector('[data-waiting], main [aria-busy=true]')
          return waits || !main?.querySelector('h1') || !document.querySelector('a[href$="#/queue"]')
            ? ''
            : `${location.hash} ${main.innerText}`
        })
        const same = now !== '' && now === before
        before = now
        return same
      },
      { timeout: 60_000, interval: 60 },
    )
    .toBe(true)
}

async function look(language: 'id' | 'en', colours: 'light' | 'dark'): Promise<void> {
  const { window } = opened
  await window.evaluate(
    ([spoken, scheme]) => {
      localStorage.setItem('rekam.language', spoken)
      localStorage.setItem('rekam.colours', scheme)
    },
    [language, colours] as const,
  )
  await window.reload()
  await settled(window)
}

/** Looks at a screen that is no route: its picture, also for the manual, and what is wrong with it. */
async function stop(window: Page, name: string): Promise<void> {
  const picture = await window.screenshot({ path: path.join(screens, `${name}.png`) })
  if (isAsked) await keepPicture(name, picture)
  const wrong = [...(await tooWide(window)), ...(await violations(window))]
  expect({ name, wrong }).toEqual({ name, wrong: [] })
}

describe('the tour of the window', { timeout: 300_000 }, () => {
  beforeAll(async () => {
    mkdirSync(screens, { recursive: true })
    peopled = await peopledStation(base)
    opened = await launch({ station: path.join(base, 'station') })
    opened.window.setDefaultTimeout(90_000)
    await opened.window.locator('input[type=password]').waitFor()
    await stop(opened.window, 'locked')
    await opened.window.keyboard.type(peopled.secret)
    await opened.window.keyboard.press('Enter')
    await opened.window.locator('a[href$="#/queue"]').waitFor()
  }, 300_000)
  afterAll(async () => {
    await opened?.close()
    rmSync(base, { recursive: true, force: true })
  })

  // Each language and each set of colours once; all four with REKAM_TOUR=all.
  test.each([
    ['id', 'light'] as const,
    ['en', 'dark'] as const,
    ...(process.env['REKAM_TOUR'] === 'all'
      ? ([
          ['id', 'dark'],
          ['en', 'light'],
        ] as const)
      : []),
  ])('in %s, %s', async (language, colours) => {
    const { window, complaints } = opened
    await look(language, colours)
    const found: Record<string, string[]> = {}
    for (const route of ROUTES) {
      await visit(window, route)
      const picture = await window.screenshot({
        path: path.join(screens, `${nameOf(route)}-${language}-${colours}.png`),
      })
      const name = pictureOfRoute(route)
      if (isAsked && name !== undefined && language === 'id' && colours === 'light')
        await keepPicture(name, picture)
      const wrong = [...(await tooWide(window)), ...(await violations(window))]
      if (wrong.length > 0) found[route] = wrong
    }
    expect(found).toEqual({})
    expect(complaints).toEqual([])
  })

  test('at 200 %', async () => {
    const { app, window, complaints } = opened
    await look('id', 'light')
    await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]!.webContents.setZoomFactor(2))
    const found: Record<string, string[]> = {}
    for (const route of ROUTES) {
      await visit(window, route)
      await window.screenshot({ path: path.join(screens, `${nameOf(route)}-200.png`) })
      const wrong = await tooWide(window, { zoomed: true })
      if (wrong.length > 0) found[route] = wrong
    }
    expect(found).toEqual({})
    expect(complaints).toEqual([])
  })

  test('the doors: first run, restore, practice', async () => {
    const first = await launch({})
    try {
      await first.window.getByRole('button', { name: /3$/ }).waitFor()
      await stop(first.window, 'first-run')
      await first.window.keyboard.press('2')
      await first.window.locator('input:focus').waitFor()
      await stop(first.window, 'restore')
      expect(first.complaints).toEqual([])
    } finally {
      await first.close()
    }
    const practice = await launch({ args: ['--practice'] })
    try {
      practice.window.setDefaultTimeout(90_000)
      await practice.window.locator('input[type=password]').waitFor()
      await stop(practice.window, 'practice')
      expect(practice.complaints).toEqual([])
    } finally {
      await practice.close()
    }
  })
})
