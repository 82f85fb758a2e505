import { existsSync, mkdirSync, writeFileSync } from 'node:fs'

/** Puts a golden file where none is; one that is there is never touched, since disks in the field hold its like. */
export function putGolden(format: string, files: Readonly<Record<string, Uint8Array | string>>): void {
  const folder = new URL(`../${format}/golden/`, import.meta.url)
  for (const [name, data] of Object.entries(files)) {
    const path = new URL(name, folder)
    if (existsSync(path)) continue
    mkdirSync(new URL('.', path), { recursive: true })
    writeFileSync(path, data)
    process.stderr.write(`made ${format}/golden/${name}\n`)
  }
}
