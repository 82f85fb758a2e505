import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Fonts } from './sheet.ts'

let read: Promise<Fonts> | undefined

/** The fonts of letters, read once. Embedded in every letter: whoever prints it needs none. */
export function letterFonts(resources: string): Promise<Fonts> {
  read ??= Promise.all([
    readFile(join(resources, 'fonts', 'letter-regular.ttf')),
    readFile(join(resources, 'fonts', 'letter-bold.ttf')),
  ]).then(([regular, bold]) => ({ regular, bold }))
  return read
}
