import type { Pixels } from '../pixels.ts'

/** For tests: a picture whose colour at each pixel is worked out. */
export function drawn(
  width: number,
  height: number,
  colour: (x: number, y: number) => readonly [number, number, number],
): Pixels {
  const data = new Uint8ClampedArray(width * height * 4)
  for (let at = 0; at < width * height; at++)
    data.set([...colour(at % width, Math.floor(at / width)), 255], at * 4)
  return { width, height, data }
}
