import { extractFile, listPackage } from '@electron/asar'
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, test } from 'vitest'
import { asar, provideDefaultApp } from './default-app.mjs'

const folder = () => mkdtempSync(path.join(tmpdir(), 'default-app-'))

test('the archive is one that the reference reader opens, whatever the lengths', () => {
  for (const length of [0, 1, 2, 3, 4, 1000]) {
    const file = path.join(folder(), 'made.asar')
    const bytes = Buffer.alloc(length, 7)
    writeFileSync(file, asar({ ['n'.repeat(length + 1)]: bytes, 'last.txt': Buffer.from('last') }))
    expect(listPackage(file, { isPack: false })).toEqual([`/${'n'.repeat(length + 1)}`, '/last.txt'])
    expect(extractFile(file, 'n'.repeat(length + 1)).equals(bytes)).toBe(true)
    expect(extractFile(file, 'last.txt').toString()).toBe('last')
  }
})

test('an up-to-date default app is left alone, an old one replaced, nothing lies beside it', () => {
  const runtime = folder()
  mkdirSync(path.join(runtime, 'resources'))
  const file = path.join(runtime, 'resources', 'default_app.asar')
  writeFileSync(file, 'of an older clone')
  provideDefaultApp(runtime)
  const made = readFileSync(file)
  expect(extractFile(file, 'main.cjs').toString()).toContain('usage: electron FOLDER')
  const inode = statSync(file).ino
  provideDefaultApp(runtime)
  expect(statSync(file).ino).toBe(inode)
  expect(readFileSync(file).equals(made)).toBe(true)
  expect(readdirSync(path.dirname(file))).toEqual(['default_app.asar'])
})
