import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { shellLog } from './shell-log.ts'

const MEGABYTE = 1024 * 1024

test('however much is said, the log stays small and ends with what was said last', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'rekam-log-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const log = shellLog(folder, false)
  for (let i = 0; i < 2000; i++) log(`${i} ${'x'.repeat(3000)}`)
  log('y'.repeat(10 * MEGABYTE))
  log('the end')
  expect(readdirSync(folder).toSorted()).toEqual(['shell.log', 'shell.old.log'])
  for (const name of readdirSync(folder))
    expect(statSync(path.join(folder, name)).size).toBeLessThan(MEGABYTE + 5000)
  expect(readFileSync(path.join(folder, 'shell.log'), 'utf8')).toMatch(/the end\n$/)
  // The next start goes on in the same file.
  shellLog(folder, false)('once more')
  expect(readFileSync(path.join(folder, 'shell.log'), 'utf8')).toMatch(/the end\n.*once more\n$/)
})
