// Nobody gets in by what stands in the program: no password does, but that of practice.
import { globSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { expect, test } from 'vitest'
import { PRACTICE_PASSPHRASE } from '../practice-mark.ts'
import { accountSlot } from './make-slots.ts'

const ROOT = join(import.meta.dirname, '../../..')
const COST = { memory: 8, passes: 1 }

/** What the package is made of. */
const files = globSync(
  ['src/**/*.{ts,tsx,mjs,html,css}', 'electron/**/*.{ts,mjs}', 'resources/**/*.{txt,json,md,html,yml}'],
  {
    cwd: ROOT,
  },
).filter((path) => !/\.(test|slow\.test|e2e)\.tsx?$|\/testing\/|\/fixtures\//.test(path))

/** A constant that is given to something which is named as a password. */
const GIVEN =
  /(?<!type )\b\w*(?:passphrase|password|sandi|secret|pin)\w*['"]?\s*(?:=|:|\?\?|===)\s*(['"`])((?:(?!\1)[^\\\n]|\\.)+)\1/giu

const found = files.flatMap((path) =>
  Array.from(readFileSync(join(ROOT, path), 'utf8').matchAll(GIVEN), ([line, , text = '']) => ({
    path: relative(ROOT, join(ROOT, path)),
    line,
    text,
  })),
)

/** The name of a file that holds one. */
const FILE = /^[\w-]+\.(key|pub|age|txt|json)$/

/** Words for people, names of fields and of files are told from a password by where they stand. */
const WORDS = /^src\/(contract|renderer)\/|^src\/[^.]*\/(names|words)[^/]*$/

test('the one constant that is a password is that of practice', () => {
  expect(files.length).toBeGreaterThan(800)
  const constants = found.filter(({ path, text }) => !WORDS.test(path) && !FILE.test(text))
  expect(constants.map(({ path, line }) => `${path}: ${line}`)).toEqual([
    `src/core/practice-mark.ts: PRACTICE_PASSPHRASE = '${PRACTICE_PASSPHRASE}'`,
  ])
})

test('no resource holds a private key', () => {
  const holding = globSync('resources/**/*', { cwd: ROOT, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) =>
      /AGE-SECRET-KEY-1|untrusted comment: .*secret key|BEGIN [A-Z ]*PRIVATE KEY/.test(
        readFileSync(path, 'latin1'),
      ),
    )
  expect(holding).toEqual([])
})

test("practice's password opens nothing but practice", async () => {
  const key = new Uint8Array(32)
  const ports = { secretBox: null, random: (bytes: number) => new Uint8Array(bytes).fill(7) }
  const slot = (passphrase: string, practice: string | null) =>
    accountSlot(key, { ...ports, practice }, { account: 'a', passphrase, cost: COST, machine: null })
  expect(await slot(PRACTICE_PASSPHRASE, '/latihan')).toMatchObject({ account: 'a' })
  for (const passphrase of [PRACTICE_PASSPHRASE, 'Latihan1', 'latihan12'])
    await expect(slot(passphrase, null)).rejects.toThrow('ACCOUNT-WEAK-PASSPHRASE')
})
