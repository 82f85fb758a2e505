import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { projectRoot } from '../electron-runtime/places.mjs'

test('no module is imported for what it does: the bundle would leave it out', () => {
  const files = globSync('src/{contract,core,formats,lib}/**/*.ts', { cwd: projectRoot })
  const imported = files.filter((file) => /^import '/m.test(readFileSync(join(projectRoot, file), 'utf8')))
  expect(files.length).toBeGreaterThan(1000)
  expect(imported).toEqual([])
})

test('no module of the page waits while it is loaded: what it waits for may be in a file that waits for it (decision 0205)', () => {
  const files = globSync('src/{renderer,contract}/**/*.{ts,tsx}', { cwd: projectRoot })
  const waits = files
    .filter((file) => !file.includes('.test.'))
    .filter((file) =>
      /^(?:(?:export )?(?:const|let) [^=]+= )?await\b/m.test(readFileSync(join(projectRoot, file), 'utf8')),
    )
  expect(files.length).toBeGreaterThan(500)
  expect(waits).toEqual([])
})
