import { Transformer } from '@napi-rs/image'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { projectRoot } from '../electron-runtime/places.mjs'

/** A sample file by its name: from the samples beside the project, or else from those in the tree. */
export function samplePath(name: string): string {
  const beside = path.join(projectRoot, '..', 'shared', 'samples', name)
  return existsSync(beside) ? beside : path.join(projectRoot, 'resources', 'samples', name)
}

/** A drawn sample person's photo, 480 x 640, with the face as an operator would have it. */
export const portraitPath = (person = '01') =>
  path.join(projectRoot, 'resources', 'people', person, 'photo.jpg')

/** Where the face stands in it, a square, and how wide the camera's picture is to either side of it. */
const FACE = { x: 0, y: 80, width: 480, height: 480 } as const
const BESIDE = 80

/**
 * What Chromium's fake camera shows: Motion JPEG of a good photo, kept in out/e2e. 640 x 480, because the fake camera of Chromium 114
 * takes the upper left corner of larger frames.
 * @returns the file's path
 */
export async function cameraFile(person = '01'): Promise<string> {
  const file = path.join(projectRoot, 'out', 'e2e', `person-${person}-480.mjpeg`)
  if (existsSync(file)) return file
  // In two goes: one transformer would cut after it has resized.
  const { x, y, width, height } = FACE
  const cut = await new Transformer(readFileSync(portraitPath(person))).crop(x, y, width, height).png()
  const face = await new Transformer(cut).rawPixels()
  const each = face.length / (width * height)
  const wide = width + 2 * BESIDE
  const rgba = new Uint8Array(wide * height * 4)
  for (let row = 0; row < height; row++)
    for (let column = 0; column < wide; column++) {
      // The backdrop goes on as it is at both edges.
      const from = Math.min(width - 1, Math.max(0, column - BESIDE))
      const at = (row * width + from) * each
      rgba.set([face[at]!, face[at + 1]!, face[at + 2]!, 255], (row * wide + column) * 4)
    }
  const frame = await Transformer.fromRgbaPixels(rgba, wide, height).jpeg(92)
  mkdirSync(path.dirname(file), { recursive: true })
  writeFileSync(file, Buffer.concat(Array.from({ length: 10 }, () => frame)))
  return file
}
