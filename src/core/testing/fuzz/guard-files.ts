import { createHash } from 'node:crypto'
import { lstatSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** Every file and link below a folder with the hash of what it holds. */
export function tree(folder: string): Map<string, string> {
  const found = new Map<string, string>()
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    const path = join(folder, name)
    const stat = lstatSync(path)
    if (stat.isFile()) found.set(path, createHash('sha256').update(readFileSync(path)).digest('hex'))
    else if (!stat.isDirectory()) found.set(path, 'other')
  }
  return found
}

/** Files that are nobody's business: of another user, of another station. None may change, and none may join them. */
export function plantOthers(folder: string): string[] {
  const paths = ['private/letter.txt', 'other-station/rekam.db', 'other-station/keys/slots.json'].map(
    (name) => join(folder, name),
  )
  for (const path of paths) {
    mkdirSync(join(path, '..'), { recursive: true })
    writeFileSync(path, `not yours: ${path}`)
  }
  return paths
}
