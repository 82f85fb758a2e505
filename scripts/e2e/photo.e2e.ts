// The photo in the real window: what the live picture is told to be, in both languages; the good one by its key, the others by a reason; the
// backdrop replaced. The camera is Chromium's fake one, then a picture that the test draws in its place. Screenshots, axe on each.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { sampleBiodata } from '../../src/core/testing/index.ts'
import { capture as english } from '../../src/renderer/i18n/en/capture.ts'
import { capture as indonesian } from '../../src/renderer/i18n/id/capture.ts'
import { launch, type Launched } from './launch.ts'
import { callUp, fillBiodata, takePhoto, unlock } from './operator.ts'
import { sampleStation } from './sample-station.ts'
import { portraitPath, samplePath } from './samples.ts'

const base = mkdtempSync(path.join(tmpdir(), 'rekam-photo-'))
const at = (...parts: string[]) => path.join(base, ...parts)
const dataOf = (file: string, type: string) => `data:${type};base64,${readFileSync(file).toString('base64')}`
let opened: Launched

beforeAll(async () => {
  await sampleStation(base)
  opened = await launch({ station: at('station') })
  opened.window.setDefaultTimeout(60_000)
}, 300_000)
afterAll(async () => {
  await opened.close()
  rmSync(base, { recursive: true, force: true })
})

/** How a scene is drawn into 1280 x 720: which picture, how large, turned, and through what filter. */
interface Scene {
  readonly of: readonly ('red' | 'blue' | 'astronaut')[]
  readonly height?: number
  readonly turn?: number
  readonly filter?: string
}
const SCENES: Readonly<Record<string, Scene>> = {
  good: { of: ['red'] },
  'no-face': { of: [] },
  'many-faces': { of: ['red', 'red'] },
  'too-small': { of: ['red'], height: 420 },
  'too-large': { of: ['red'], height: 1500 },
  tilted: { of: ['red'], turn: 16 },
  'mouth-open': { of: ['astronaut'], height: 1400 },
  'too-dark': { of: ['red'], filter: 'brightness(0.2)' },
  'too-bright': { of: ['red'], filter: 'brightness(2.6)' },
  blurred: { of: ['red'], filter: 'blur(7px)' },
  background: { of: ['blue'] },
}

/** Scenes that are looked at in English too: the words themselves are complete in both. */
const IN_ENGLISH = ['good', 'many-faces', 'background']

/** Puts a drawn picture in the camera's place; `show` changes it. */
async function drawCamera(): Promise<void> {
  const pictures = {
    red: dataOf(portraitPath('01'), 'image/jpeg'),
    blue: dataOf(portraitPath('02'), 'image/jpeg'),
    astronaut: dataOf(samplePath('astronaut.png'), 'image/png'),
  }
  await opened.window.evaluate(async (sources) => {
    const images: Record<string, HTMLImageElement> = {}
    for (const [name, src] of Object.entries(sources)) {
      const image = new Image()
      image.src = src
      await image.decode()
      images[name] = image
    }
    const canvas = document.createElement('canvas')
    canvas.width = 1280
    canvas.height = 720
    const pen = canvas.getContext('2d')!
    const grounds: Record<string, string> = { red: '#b3202c', blue: '#1f5fae', astronaut: '#888888' }
    const draw = () => {
      const {
        of,
        height = 720,
        turn = 0,
        filter = 'none',
      } = JSON.parse(document.body.dataset['scene']!) as Scene
      pen.filter = 'none'
      pen.setTransform(1, 0, 0, 1, 0, 0)
      pen.filter = filter
      pen.fillStyle = grounds[of[0] ?? 'red']!
      pen.fillRect(0, 0, 1280, 720)
      of.forEach((name, index) => {
        const image = images[name]!
        const scale = height / image.naturalHeight
        // The eyes of the drawn people stand 42 % down, those of the sample elsewhere.
        const eyes = name === 'astronaut' ? { x: 0.43, y: 0.21 } : { x: 0.5, y: 0.42 }
        pen.setTransform(1, 0, 0, 1, of.length === 1 ? 640 : 380 + index * 520, 320)
        pen.rotate((turn * Math.PI) / 180)
        pen.scale(scale, scale)
        const clip = of.length === 1 ? 1 : 0.9
        const [w, h] = [image.naturalWidth, image.naturalHeight]
        pen.drawImage(
          image,
          w * (1 - clip) * 0.5,
          0,
          w * clip,
          h,
          -w * clip * eyes.x,
          -h * eyes.y,
          w * clip,
          h,
        )
      })
    }
    setInterval(draw, 100)
    navigator.mediaDevices.getUserMedia = async () => canvas.captureStream(10)
  }, pictures)
}

const show = (name: string) =>
  opened.window.evaluate((scene) => {
    document.body.dataset['scene'] = scene
  }, JSON.stringify(SCENES[name]))

/** The words over the picture, once they say this. */
const says = (words: string) => opened.window.locator('p[data-meaning]').getByText(words).waitFor()
const wordsOf = (name: string, { photo }: typeof indonesian) =>
  name === 'good'
    ? photo.live.good
    : name === 'background'
      ? photo.live.backdrop
      : photo.flaws[name as keyof typeof photo.flaws]

test('a good face is taken by its key, cut by the eyes, and kept with what was measured', {
  timeout: 300_000,
}, async () => {
  const { window, screenshot } = opened
  await unlock(window, readFileSync(at('sandi-contoh.txt'), 'utf8').trim())
  await callUp(window, sampleBiodata(1).nik)
  await fillBiodata(window, sampleBiodata(1), 'Paruga')
  await window.getByText(/^Bacakan\. Enter/).waitFor()
  await window.keyboard.press('F10')
  await says(indonesian.photo.live.good)
  await screenshot('photo-live-good-id')
  await takePhoto(window)
  await window.locator('main img').nth(1).waitFor()
  expect(await window.getByText(/^Diambil dengan alasan/).count()).toBe(0)
  await screenshot('photo-taken-id')
})

test('what is wrong is said, in both languages', { timeout: 600_000 }, async () => {
  const { window, screenshot } = opened
  for (const [language, words] of [
    ['id', indonesian],
    ['en', english],
  ] as const) {
    await window.evaluate((chosen) => localStorage.setItem('rekam.language', chosen), language)
    await window.reload()
    await window.locator('main img').first().waitFor()
    await show('good')
    await drawCamera()
    await window.keyboard.press('F9')
    for (const name of language === 'id' ? Object.keys(SCENES) : IN_ENGLISH) {
      await show(name)
      await says(wordsOf(name, words))
      await screenshot(`photo-${name}-${language}`)
    }
    await window.keyboard.press('Delete')
  }
  expect(opened.complaints).toEqual([])
})

test('a dark picture waits, and is taken by a reason; the backdrop is replaced, the original kept', {
  timeout: 300_000,
}, async () => {
  const { window, screenshot } = opened
  const { photo } = english
  await window.keyboard.press('F9')
  await show('too-dark')
  await says(photo.flaws['too-dark'])
  await window.keyboard.press('F9')
  const dialog = window.getByRole('dialog', { name: photo.byHand.title })
  await dialog.locator('input:focus').waitFor()
  await dialog.getByText(photo.flaws['too-dark']).waitFor()
  await window.keyboard.type('Power cut, no lamp')
  await screenshot('photo-by-hand-en')
  await window.keyboard.press('F10')
  await window.getByText('Taken with a reason: Power cut, no lamp').waitFor()
  await screenshot('photo-taken-by-hand-en')

  await window.keyboard.press('F9')
  await show('background')
  await says(photo.live.backdrop)
  await window.keyboard.press('F9')
  await window.getByText(photo.flaws.background).waitFor()
  const original = await window.locator('main img').first().getAttribute('src')
  await screenshot('photo-backdrop-before-en')
  await window.keyboard.press('F7')
  await window.getByText(photo.backdrop.replaced).waitFor()
  await window.waitForTimeout(500)
  await screenshot('photo-backdrop-after-en')
  expect(await window.locator('main img').first().getAttribute('src')).toBe(original)
  expect(opened.complaints).toEqual([])
})
