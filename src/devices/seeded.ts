import { sha256 } from '../lib/hash.ts'
import { utf8 } from '../lib/bytes.ts'

/** Numbers that are the same for the same words: 0 to below 1, as Math.random. xorshift128 on SHA-256 of the words. */
export function seeded(...words: readonly (string | number)[]): () => number {
  const view = new DataView(sha256(utf8(words.join('\n'))).buffer)
  const state = [0, 4, 8, 12].map((at) => view.getUint32(at) || 1)
  return () => {
    const [x, , , w] = state as [number, number, number, number]
    const t = x ^ (x << 11)
    state.shift()
    state.push((w ^ (w >>> 19) ^ t ^ (t >>> 8)) >>> 0)
    return state[3]! / 2 ** 32
  }
}

/** Smooth noise of about -1 to 1 over a plane, in cells of `cell` pixels. */
export function smoothNoise(random: () => number, cell: number): (x: number, y: number) => number {
  const size = 64
  const grid = Float32Array.from({ length: size * size }, () => random() * 2 - 1)
  const at = (column: number, row: number) => grid[((row & 63) << 6) | (column & 63)]!
  const ease = (t: number) => t * t * (3 - 2 * t)
  return (x, y) => {
    const [u, v] = [x / cell, y / cell]
    const [column, row] = [Math.floor(u), Math.floor(v)]
    const [fx, fy] = [ease(u - column), ease(v - row)]
    const top = at(column, row) * (1 - fx) + at(column + 1, row) * fx
    const bottom = at(column, row + 1) * (1 - fx) + at(column + 1, row + 1) * fx
    return top * (1 - fy) + bottom * fy
  }
}
