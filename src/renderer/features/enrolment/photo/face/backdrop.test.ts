import { expect, test } from 'vitest'
import { BACKGROUND_COLOURS, type PhotoBackground } from '../../../../../contract/photo-background.ts'
import { backdropShare, hsv, isBackdrop } from './backdrop.ts'
import { drawn } from './testing/drawn.ts'

const ALL = ['red', 'blue', 'orange'] as const satisfies readonly PhotoBackground[]
const crop = { x: 100, y: 0, width: 300, height: 400 }

test('each colour passes for itself alone, in half the light too; grey, white and skin for none', () => {
  for (const asked of ALL) {
    for (const other of ALL) {
      const [red, green, blue] = BACKGROUND_COLOURS[other]
      expect(isBackdrop(asked, red, green, blue), `${other} for ${asked}`).toBe(asked === other)
      if (asked === other) expect(isBackdrop(asked, red * 0.6, green * 0.6, blue * 0.6)).toBe(true)
    }
    for (const [red, green, blue] of [
      [128, 128, 128],
      [250, 250, 250],
      [222, 178, 150],
      [150, 105, 80],
      [20, 15, 15],
    ] as const)
      expect(isBackdrop(asked, red, green, blue), `${red} ${green} ${blue} for ${asked}`).toBe(false)
  }
})

test('only what is beside the head counts', () => {
  const [red, green, blue] = BACKGROUND_COLOURS.blue
  const behind = (x: number) =>
    x < 140 || x > 360 ? ([red, green, blue] as const) : ([200, 150, 120] as const)
  expect(backdropShare(drawn(500, 400, behind), crop, 'blue')).toBe(1)
  expect(backdropShare(drawn(500, 400, behind), crop, 'red')).toBe(0)
  const half = drawn(500, 400, (x) => (x < 250 ? [red, green, blue] : [230, 230, 230]))
  expect(Math.abs(backdropShare(half, crop, 'blue') - 0.5)).toBeLessThan(0.05)
})

test('a crop outside the picture has no backdrop', () => {
  expect(
    backdropShare(
      drawn(4, 4, () => [0, 0, 255]),
      { x: 50, y: 50, width: 3, height: 4 },
      'blue',
    ),
  ).toBe(0)
})

test('hues go round', () => {
  expect(hsv(255, 0, 0)).toEqual([0, 1, 1])
  expect(hsv(0, 255, 0)[0]).toBe(120)
  expect(hsv(255, 0, 1)[0]).toBeGreaterThan(359)
  expect(hsv(7, 7, 7)[1]).toBe(0)
})
