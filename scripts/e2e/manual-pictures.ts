import { Transformer } from '@napi-rs/image'
import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { MANUAL } from '../../src/contract/manual/pages.ts'
import { PAGE_OF } from '../../src/renderer/app/manual/page-of.ts'
import { projectRoot } from '../electron-runtime/places.mjs'

const FOLDER = path.join(projectRoot, 'resources', 'manual')
/** Large enough to read its headings on paper, small enough for the repository. */
const WIDTH = 960

/** `npm run manual` asks for them: a tour that only looks changes no file of the tree. */
export const isAsked = process.env['REKAM_MANUAL_PICTURES'] === '1'

/** The picture that a route is for: of several routes of one page the first, or the one without a parameter that stands for all. */
export function pictureOfRoute(route: string): string | undefined {
  const page = PAGE_OF[route]
  if (page === undefined) return undefined
  const [first] = Object.keys(PAGE_OF).filter((one) => one !== '/' && PAGE_OF[one] === page)
  return first === route ? MANUAL[page].picture : undefined
}

/** Keeps a screenshot as the manual's picture of this name. @param png of the whole window */
export async function keepPicture(name: string, png: Uint8Array): Promise<void> {
  mkdirSync(FOLDER, { recursive: true })
  const jpeg = await new Transformer(Buffer.from(png)).resize(WIDTH).jpeg(64)
  writeFileSync(path.join(FOLDER, `${name}.jpg`), jpeg)
}
