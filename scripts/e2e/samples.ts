import { Transformer } from '@napi-rs/image'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { projectRoot } from '../electron-runtime/places.mjs'

/** A sample file by its name: from the samples beside the project, or else from those in the tree. */
export function samplePath(name: string): string {
  const beside = path.join(projectRoot, '..', 'shared', 'samples', name)
  return existsSync(beside) ? beside : path.join(projectRoot, 'resources', 'samples', name)
}

/**
 * What Chromium's fake camera shows: Motion JPEG of a real face, 1280 x 960, kept in out/e2e.
 * @returns the file's path
 */
export async function cameraFile(sample = 'astronaut.png'): Promise<string> {
  const file = path.join(projectRoot, 'out', 'e2e', `${path.parse(sample).name}.mjpeg`)
  if (existsSync(file)) return file
  const source = new Transformer(readFileSync(samplePath(sample)))
  const { width } = await source.metadata()
  const frame = await source
    .crop(0, 0, width, Math.round((width * 3) / 4))
    .resize(1280, 960)
    .jpeg(90)
  mkdirSync(path.dirname(file), { recursive: true })
  writeFileSync(file, Buffer.concat(Array.from({ length: 10 }, () => frame)))
  return file
}
