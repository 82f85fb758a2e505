import { expect, test } from 'vitest'
import { base64Schema, instantSchema, lineSchema, siteSchema, stationSchema } from './fields.ts'

test.each(['5272-01-A', 'A1B', 'POS-5272-PUSAT'])('station %s', (code) => {
  expect(stationSchema.parse(code)).toBe(code)
})

test.each([
  '',
  'A',
  '..',
  '../A',
  'A/B',
  'A\\B',
  'CON',
  'COM1',
  'NUL',
  '-AB',
  'AB-',
  'a-b',
  'A'.repeat(21),
  'ABC\n',
  'ABC ',
])('no station: %j', (code) => {
  expect(stationSchema.safeParse(code).success).toBe(false)
})

test('sites', () => {
  expect(['mmu', 'batam', 'pos-5272'].every((code) => siteSchema.safeParse(code).success)).toBe(true)
  expect(['', 'm', 'MMU', '../x', 'a_b', 'mmu\n'].some((code) => siteSchema.safeParse(code).success)).toBe(
    false,
  )
})

test('instants carry their zone', () => {
  expect(instantSchema.safeParse('2026-11-23T18:08:00.000+08:00').success).toBe(true)
  expect(instantSchema.safeParse('2026-11-23T10:08:00Z').success).toBe(true)
  for (const wrong of ['2026-11-23T10:08:00', '23-11-2026', '2026-13-01T00:00:00Z', '']) {
    expect(instantSchema.safeParse(wrong).success).toBe(false)
  }
})

test('lines hold no control characters and no direction tricks', () => {
  const line = lineSchema(20)
  expect(line.safeParse('Jl. Soekarno–Hatta').success).toBe(true)
  for (const wrong of ['', 'a\nb', 'a\u0000', 'a\u202eb', 'a\u2028', '\ud800', 'x'.repeat(21)]) {
    expect(line.safeParse(wrong).success).toBe(false)
  }
})

test('base64 is bounded by what it decodes to', () => {
  expect(base64Schema(3).safeParse('AAAA').success).toBe(true)
  expect(base64Schema(3).safeParse('AAAAAAAA').success).toBe(false)
  expect(base64Schema(3).safeParse('A_A=').success).toBe(false)
})
