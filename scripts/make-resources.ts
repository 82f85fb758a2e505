/**
 * Makes what lies in resources/ from its sources: `node scripts/make-resources.ts [regions|fonts|face|letter|icons|people ...]`,
 * everything but fonts and face models without a name (they are fetched from the registry). Each part is also a program of its own.
 */
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const PARTS: Readonly<Record<string, string>> = {
  regions: 'regions.ts',
  fonts: 'fonts.ts',
  face: 'face.ts',
  letter: 'letter.ts',
  icons: 'icons.ts',
  people: 'people/people.ts',
}

const wanted = process.argv.slice(2)
const unknown = wanted.filter((name) => !Object.hasOwn(PARTS, name))
if (unknown.length > 0) {
  console.error(`No such part: ${unknown.join(', ')}. Parts: ${Object.keys(PARTS).join(', ')}.`)
  process.exit(2)
}
for (const name of wanted.length > 0
  ? wanted
  : Object.keys(PARTS).filter((part) => part !== 'fonts' && part !== 'face')) {
  console.error(`Making ${name} ...`)
  const program = fileURLToPath(new URL(`make-resources/${PARTS[name]}`, import.meta.url))
  const { status } = spawnSync(process.execPath, [program], { stdio: 'inherit' })
  if (status !== 0) process.exit(1)
}
