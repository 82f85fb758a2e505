import { globSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, it } from 'vitest'
import { refusalOf } from '../../src/contract/catalogue.ts'
import { projectRoot } from '../electron-runtime/places.mjs'

const THROWN = /(?:new Fault|refuse)\(\s*'([A-Z][A-Z0-9-]+)'/g

function thrownCodes(): string[] {
  const files = globSync('src/{lib,formats,core,datacenter,devices}/**/*.ts', { cwd: projectRoot })
  const codes = files
    .filter((file) => !/[.]test[.]ts$|\/testing\//.test(file))
    .flatMap((file) => Array.from(readFileSync(path.join(projectRoot, file), 'utf8').matchAll(THROWN)))
    // The example in a comment of lib/fault.
    .map(([, code]) => code!)
    .filter((code) => code !== 'ROOM-WHAT')
  return [...new Set(codes)]
}

it('every code that is thrown has words for the person who meets it', () => {
  const codes = thrownCodes()
  expect(codes.length).toBeGreaterThan(60)
  expect(codes.filter((code) => refusalOf(code).code === 'INTERNAL')).toEqual([])
})
