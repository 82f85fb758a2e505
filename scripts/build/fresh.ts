import { createHash } from 'node:crypto'
import { existsSync, globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'

/** What a build is made from, so that it is made again only when something of it changed. */
export interface Inputs {
  /** The project's root. */
  readonly root: string
  /** Names the stamp, e.g. 'core'. */
  readonly name: string
  /** Globs relative to the root. Test files never count. */
  readonly from: readonly string[]
  /** Files relative to the root that must be there for the last build to count. */
  readonly made: readonly string[]
}

const always = ['package-lock.json', 'scripts/build.ts', 'scripts/build/*.ts']

/**
 * Runs `build` unless the last one was made from these very bytes and still lies there. The stamp is taken before and
 * written after: what changes during a build makes it run again next time.
 * @returns whether it was built
 */
export async function unlessFresh(inputs: Inputs, build: () => Promise<void>): Promise<boolean> {
  const file = path.join(inputs.root, 'out', '.built', inputs.name)
  const stamp = stampOf(inputs)
  const whole = inputs.made.every((made) => existsSync(path.join(inputs.root, made)))
  if (whole && existsSync(file) && readFileSync(file, 'utf8') === stamp) return false
  await build()
  mkdirSync(path.dirname(file), { recursive: true })
  writeFileSync(file, stamp)
  return true
}

function stampOf({ root, from }: Inputs): string {
  const hash = createHash('sha256')
  const files = globSync([...always, ...from], {
    cwd: root,
    exclude: ['**/node_modules/**'],
    withFileTypes: true,
  })
  const names = files
    .filter((entry) => entry.isFile() && !/\.test\.tsx?$/.test(entry.name))
    .map((entry) => path.join(entry.parentPath, entry.name))
  for (const name of names.toSorted()) {
    hash
      .update(`${path.relative(root, name)}\0`)
      .update(createHash('sha256').update(readFileSync(name)).digest())
  }
  return hash.digest('hex')
}
