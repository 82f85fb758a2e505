import { expect, it } from 'vitest'
import { chunkFor, goesWhole } from './chunk.ts'

it('sends a second’s worth where the line is limited, and grows with a line that is fast', () => {
  expect(chunkFor(0, 16_000)).toBe(16_000)
  expect(chunkFor(50_000_000, 16_000)).toBe(16_000)
  expect(chunkFor(0, 100)).toBe(4096)
  expect(chunkFor(0, undefined)).toBe(262_144)
  expect(chunkFor(16_000, undefined)).toBe(65_536)
  expect(chunkFor(100_000_000, undefined)).toBe(8_388_608)
})

it('whole with one request goes what a fast line moves in a few seconds, and nothing on a line that is limited or unknown', () => {
  expect(goesWhole(2_000_000, 0, undefined)).toBe(false)
  expect(goesWhole(2_000_000, 1_000_000, undefined)).toBe(false)
  expect(goesWhole(2_000_000, 50_000_000, 16_000)).toBe(false)
  expect(goesWhole(2_000_000, 3_000_000, undefined)).toBe(true)
  expect(goesWhole(30_000_000, 50_000_000, undefined)).toBe(false)
})
