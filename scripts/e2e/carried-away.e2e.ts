// A disk that nobody has read for 41 days is let go in the real window, by the keyboard alone: read first or let go now, the reading with
// its rate and time left, stopped. Screenshots in both languages are kept in out/screens.
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { cp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { words as english } from '../../src/renderer/i18n/words-en.ts'
import { words } from '../../src/renderer/i18n/words-id.ts'
import { projectRoot } from '../electron-runtime/places.mjs'
import { launch, type Launched } from './launch.ts'
import { goTo, inLanguage, press, pressMore, unlock } from './operator.ts'
import { rekam } from './rekam.ts'
import { canThrottle, throttle } from './throttle.ts'
import { canMount, makeVolume, type TestVolume } from './volumes.ts'
import { filled } from './filled.ts'

const base = mkdtempSync(path.join(tmpdir(), 'rekam-carried-away-'))
const at = (...parts: string[]) => path.join(base, ...parts)
const station = ['--station', at('station')]
const DAYS = 41
const RATE = 50_000
let opened: Launched | undefined
let disk: TestVolume

/** What runs in it was done so many days ago: by the clock of every process that is started. */
async function daysAgo(days: number, work: () => Promise<void>): Promise<void> {
  const clock = `const Now = Date; globalThis.Date = class extends Now {
    constructor(...given) { super(...(given.length > 0 ? given : [Now.now() - ${days * 86_400_000}])) }
    static now() { return Now.now() - ${days * 86_400_000} } }`
  process.env['NODE_OPTIONS'] = `--import data:text/javascript,${encodeURIComponent(clock)}`
  try {
    await work()
  } finally {
    delete process.env['NODE_OPTIONS']
  }
}

async function done(...args: readonly string[]): Promise<void> {
  const { code, err } = await rekam(...args, ...station)
  if (code !== 0) throw new Error(err)
}

/** One volume for each of them. */
async function volumes(people: readonly string[]): Promise<void> {
  for (const person of people) {
    const from = at(`from-${person}`)
    await cp(path.join(projectRoot, 'resources', 'people', person), path.join(from, person), {
      recursive: true,
    })
    await done('enrol', '--from', from)
    await done('backup', '--disk', disk.mount)
  }
}

async function opensAt(language: 'id' | 'en'): Promise<Launched> {
  disk.eject()
  opened = await launch({ station: at('station'), drives: at('drives') })
  const { window } = opened
  window.setDefaultTimeout(60_000)
  await unlock(window, readFileSync(at('sandi-contoh.txt'), 'utf8').trim())
  await goTo(window, words.backup.title)
  if (language === 'en') await inLanguage(window, 'en')
  return opened
}

describe.skipIf(!canMount('ext4') || !canThrottle())(
  'a disk that is carried away',
  { timeout: 300_000 },
  () => {
    beforeAll(async () => {
      mkdirSync(at('drives'))
      disk = makeVolume('ext4', { mount: at('drives', 'A') })
      await daysAgo(DAYS, async () => {
        await done('init', '--demo')
        await done('backup', '--disk', disk.mount, '--pair', 'rotation', '--label', 'Disk Merah')
        await volumes(['01', '02', '03', '04'])
      })
    }, 300_000)
    afterEach(async () => {
      await opened?.close()
      opened = undefined
    })
    afterAll(() => {
      disk[Symbol.dispose]()
      rmSync(base, { recursive: true, force: true })
    })

    test.each([
      ['id', words],
      ['en', english],
    ] as const)(
      '%s: it is offered to be read first, and the reading is watched and stopped',
      async (language, { backup }) => {
        const { window, screenshot, complaints } = await opensAt(language)
        const { keyboard } = window
        const dialog = window.getByRole('dialog')
        disk.plug()
        const free = throttle(disk.mount, RATE)
        try {
          const item = window.getByRole('listitem').filter({ hasText: 'Disk Merah' })
          await item.getByRole('button', { name: backup.run }).first().waitFor()
          await pressMore(window, new RegExp(`^${backup.eject}$`))
          await dialog.getByText(`${DAYS} `).waitFor()
          await screenshot(`carried-away-asked-${language}`)
          // Esc lets it stay where it is.
          await keyboard.press('Escape')
          await dialog.waitFor({ state: 'hidden' })
          await pressMore(window, new RegExp(`^${backup.eject}$`))
          await dialog.getByRole('button', { name: backup.readFirst }).and(window.locator(':focus')).waitFor()
          await keyboard.press('Enter')
          await dialog.waitFor({ state: 'hidden' })
          const reading = window
            .getByRole('status')
            .filter({ hasText: filled(backup.verifying, { label: 'Disk Merah' }) })
          await reading.getByText(language === 'id' ? '/detik' : '/second').waitFor()
          await reading.getByText(language === 'id' ? /detik lagi$/ : /s left$/).waitFor()
          await screenshot(`carried-away-reading-${language}`)
          await press(window, new RegExp(`^${backup.stopReading}$`))
          await reading.waitFor({ state: 'detached' })
          await window.getByText(/Disk Merah: (?:berhenti|stopped)/).waitFor()
          await screenshot(`carried-away-stopped-${language}`)
          // It was not read: it is asked again, and let go all the same.
          await pressMore(window, new RegExp(`^${backup.eject}$`))
          await dialog.waitFor()
          free()
          await keyboard.press('F8')
          await window.getByText(filled(backup.ejected, { label: 'Disk Merah' })).waitFor()
          await window.getByText(filled(backup.ejectedUnread, { days: DAYS })).waitFor()
          await screenshot(`carried-away-unread-${language}`)
        } finally {
          free()
        }
        expect(complaints).toEqual([])
      },
    )
  },
)
