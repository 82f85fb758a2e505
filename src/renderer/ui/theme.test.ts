import { describe, expect, it } from 'vitest'
import { DARK, LIGHT, MEANINGS } from './theme.ts'

/** WCAG 2.2 relative luminance of `#rrggbb`. */
function luminance(hex: string): number {
  const [r, g, b] = [1, 3, 5].map((at) => {
    const channel = Number.parseInt(hex.slice(at, at + 2), 16) / 255
    return channel <= 0.040_45 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4
  }) as [number, number, number]
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}

function contrast(one: string, other: string): number {
  const [low, high] = [luminance(one), luminance(other)].toSorted((a, b) => a - b) as [number, number]
  return (high + 0.05) / (low + 0.05)
}

describe.each([
  ['light', LIGHT],
  ['dark', DARK],
])('the %s theme', (_, tokens) => {
  const surfaces = [tokens.ground, tokens.surface, tokens.sunken]

  it.each([
    ['text', tokens.text],
    ['dim', tokens.dim],
    ['accent', tokens.accent],
  ])('keeps %s words at AA on every surface', (_name, ink) => {
    for (const surface of surfaces) expect(contrast(ink, surface)).toBeGreaterThanOrEqual(4.5)
  })

  it('keeps white words at AA on the primary action', () => {
    expect(contrast('#ffffff', tokens.action)).toBeGreaterThanOrEqual(4.5)
    expect(contrast('#ffffff', tokens.actionHover)).toBeGreaterThanOrEqual(4.5)
  })

  it('keeps the words of every meaning at AA on its own background and on the surfaces', () => {
    for (const meaning of MEANINGS) {
      const { ink, soft } = tokens[meaning]
      for (const under of [soft, ...surfaces]) expect(contrast(ink, under)).toBeGreaterThanOrEqual(4.5)
    }
  })

  it('keeps the edges of fields at 3:1', () => {
    expect(contrast(tokens.edge, tokens.surface)).toBeGreaterThanOrEqual(3)
  })

  it('keeps the accent readable on its soft background', () => {
    expect(contrast(tokens.accent, tokens.accentSoft)).toBeGreaterThanOrEqual(4.5)
  })
})
