import { expect, it } from 'vitest'
import { isWritten, plainStrokes, strokesFile } from './strokes.ts'

const point = (x: number) => ({ x, y: x / 3, time: 1_489_712_400_000 + x, pressure: 0.333_333 })

it('keeps positions, times and pressure, and nothing of the pad', async () => {
  const stroke = { points: [point(1)], penColor: 'black', dotSize: 0 }
  expect(plainStrokes([stroke])).toEqual([
    { points: [{ x: 1, y: 0.33, time: 1_489_712_400_001, pressure: 0.333 }] },
  ])
  const file = strokesFile([stroke])
  expect(file.type).toBe('application/json')
  expect(JSON.parse(await file.text())).toEqual(plainStrokes([stroke]))
})

it('does not take a touch for a signature', () => {
  expect(isWritten([])).toBe(false)
  expect(isWritten([{ points: [point(1)] }])).toBe(false)
  expect(isWritten([{ points: [point(1), point(2), point(3)] }])).toBe(true)
})
