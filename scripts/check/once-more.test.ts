import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, test } from 'vitest'
import { filesOnceMore, withSecondRun } from './once-more.ts'

const file = (name: string, ...statuses: string[]) => ({
  name,
  status: statuses.includes('failed') || statuses.length === 0 ? 'failed' : 'passed',
  assertionResults: statuses.map((status) => ({ status })),
})

function report(...testResults: ReturnType<typeof file>[]): string {
  const at = path.join(mkdtempSync(path.join(tmpdir(), 'once-more-')), 'report.json')
  writeFileSync(at, JSON.stringify({ testResults }))
  return at
}

test('a file with a failed test is tried once more', () => {
  expect(filesOnceMore(report(file('a', 'passed'), file('b', 'passed', 'failed')))).toEqual(['b'])
  expect(filesOnceMore(report(file('a', 'passed')))).toEqual([])
})

test('nothing is where more failed than an accident explains, where a file did not load, or without a report', () => {
  const failing = ['a', 'b', 'c'].map((name) => file(name, 'failed'))
  expect(filesOnceMore(report(...failing))).toEqual([])
  expect(filesOnceMore(report(...failing), 3)).toEqual(['a', 'b', 'c'])
  expect(filesOnceMore(report(file('a'), file('b', 'failed')))).toEqual([])
  expect(filesOnceMore('/nowhere/report.json')).toEqual([])
})

test('what the second run says of these files counts, and what failed twice stays failed', () => {
  const first = report(file('a', 'passed', 'skipped'), file('b', 'passed', 'failed', 'skipped'))
  const whole = { passed: 2, failed: 1, skipped: 2 }
  expect(withSecondRun(whole, first, ['b'], { passed: 2, failed: 0, skipped: 1 })).toEqual({
    passed: 3,
    failed: 0,
    skipped: 2,
  })
  expect(withSecondRun(whole, first, ['b'], { passed: 1, failed: 1, skipped: 1 })).toEqual(whole)
})
