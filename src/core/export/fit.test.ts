import fc from 'fast-check'
import { expect, it } from 'vitest'
import { fitting, PACKETS_OF_A_BAG } from './fit.ts'

it('takes the first that fit, and no more than a vfat folder holds', () => {
  const packet = (bytes: number) => ({ bytes })
  expect(fitting([packet(1e6), packet(1e6)], 1000)).toEqual([])
  expect(fitting([packet(1e6), packet(9e6), packet(1e6)], 8e6)).toHaveLength(1)
  expect(
    fitting(
      Array.from({ length: 9000 }, () => packet(1)),
      1e12,
    ),
  ).toHaveLength(PACKETS_OF_A_BAG)
})

it('splits any queue over any media without losing, doubling or reordering a packet', () => {
  const packets = fc.array(fc.record({ bytes: fc.integer({ min: 1, max: 3e6 }) }), { maxLength: 60 })
  const media = fc.array(fc.integer({ min: 0, max: 40e6 }), { minLength: 1, maxLength: 10 })
  fc.assert(
    fc.property(packets, media, (all, sizes) => {
      let rest = all
      const out: typeof all = []
      for (const size of [...sizes, 1e12]) {
        const part = fitting(rest, size)
        expect(part.reduce((sum, { bytes }) => sum + bytes, 0)).toBeLessThanOrEqual(size)
        out.push(...part)
        rest = rest.slice(part.length)
      }
      expect(out).toEqual(all)
    }),
  )
})
