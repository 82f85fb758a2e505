import { Transformer } from '@napi-rs/image'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { projectRoot } from '../electron-runtime/places.mjs'

/** A sample file by its name: from the samples beside the project, or else from those in the tree. */
export function samplePath(name: string): string {
  const beside = path.join(projectRoot, '..', 'shared', 'samples', name)
  return existsSync(beside) ? beside : path.join(projectRoot, 'resources', 'samples', name)
}

/** Where the face of the sample sits: a 4:3 window around it that fills the guide as an operator would have it. */
const WINDOW = { x: 16, y: 0, width: 412, height: 308 } as const

/**
 * What Chromium's fake camera shows: Motion JPEG of a real face, kept in out/e2e. 640 x 480, because the fake camera of Chromium 114
 * takes the upper left corner of larger frames.
 * @returns the file's path
 */
export async function cameraFile(sample = 'astronaut.png'): Promise<string> {
  const file = path.join(projectRoot, 'out', 'e2e', `${path.parse(sample).name}-480.mjpeg`)
  if (existsSync(file)) return file
  const { x, y, width, height } = WINDOW
  // In two goes: one transformer would cut after it has resized.
  const face = await new Transformer(readFileSync(samplePath(sample))).crop(x, y, width, height).png()
  const frame = await new Transformer(face).resize(640, 480).jpeg(90)
  mkdirSync(path.dirname(file), { recursive: true })
  writeFileSync(file, Buffer.concat(Array.from({ length: 10 }, () => frame)))
  return file
}
