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

const NAMED = /'NOT-FOUND', \{ what: '([^']+)'/g

it('what was not found is named in both languages', () => {
  const files = globSync('src/core/**/*.ts', { cwd: projectRoot })
  const things = files
    .filter((file) => !/[.]test[.]ts$|\/testing\//.test(file))
    .flatMap((file) => Array.from(readFileSync(path.join(projectRoot, file), 'utf8').matchAll(NAMED)))
    .map(([, thing]) => thing!)
  expect(things.length).toBeGreaterThan(30)
  expect(things.filter((what) => refusalOf('NOT-FOUND', { what }).en.what.startsWith(what))).toEqual([])
  expect(refusalOf('NOT-FOUND', { what: 'Rekaman' }).en.what).toBe('The recording was not found.')
  expect(refusalOf('NOT-FOUND', { what: 'Rekaman' }).id.what).toBe('Rekaman tidak ditemukan.')
})
