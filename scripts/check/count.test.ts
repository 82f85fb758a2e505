import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, test } from 'vitest'
import { projectRoot } from '../electron-runtime/places.mjs'
import { closingLine, countAfter, countOf, failureLine, failuresOf } from './count.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'count-'))
let reports = 0

function report(
  passed: number,
  failed: number,
  pending: number,
  todo: number,
  testResults?: unknown,
): string {
  const file = path.join(folder, `${++reports}.json`)
  const numbers = {
    numPassedTests: passed,
    numFailedTests: failed,
    numPendingTests: pending,
    numTodoTests: todo,
    testResults,
  }
  writeFileSync(file, JSON.stringify(numbers))
  return file
}

const file = (name: string, ...statuses: string[]) => ({
  name: path.join(projectRoot, name),
  status: statuses.includes('failed') || statuses.length === 0 ? 'failed' : 'passed',
  message: statuses.length === 0 ? 'no such module' : '',
  assertionResults: statuses.map((status, at) => ({
    status,
    fullName: `test ${at}`,
    failureMessages: status === 'failed' ? [`wrong\n  at ${name}`] : [],
  })),
})

test('counts what the report says', () => {
  expect(closingLine('unit', countOf(report(10, 0, 2, 1), true))).toBe('unit: 10 passed, 0 failed, 3 skipped')
  expect(closingLine('unit', countOf(report(10, 4, 0, 0), false))).toBe(
    'unit: 10 passed, 4 failed, 0 skipped',
  )
})

test('a run that ended badly is a failure, whatever the report says, or without any', () => {
  expect(countOf(report(10, 0, 0, 0), false).failed).toBe(1)
  expect(countOf('/nowhere/report.json', true).failed).toBe(1)
})

test('names what failed, a file that did not load too', () => {
  const found = failuresOf(
    report(1, 1, 0, 0, [
      file('a.test.ts', 'passed'),
      file('b.test.ts', 'passed', 'failed'),
      file('c.test.ts'),
    ]),
  )
  expect(found.map(({ file: where, test: which }) => `${where} ${which}`)).toEqual([
    'b.test.ts test 1',
    'c.test.ts does not load',
  ])
  expect(failureLine(found[0]!)).toBe('b.test.ts > test 1\n    wrong\n      at b.test.ts')
  expect(failuresOf(report(3, 1, 0, 0))).toEqual([])
  expect(failuresOf('/nowhere/report.json')).toEqual([])
})

test('of files that were run once more the second run counts, and it may fail', () => {
  const first = report(3, 1, 1, 0, [
    file('a.test.ts', 'passed', 'skipped'),
    file('b.test.ts', 'passed', 'failed', 'passed'),
  ])
  const well = report(3, 0, 0, 0, [file('b.test.ts', 'passed', 'passed', 'passed')])
  expect(countAfter(first, ['b.test.ts'], well, true)).toEqual({ passed: 4, failed: 0, skipped: 1 })
  const badly = report(2, 1, 0, 0, [file('b.test.ts', 'passed', 'failed', 'passed')])
  expect(countAfter(first, ['b.test.ts'], badly, false)).toEqual({ passed: 3, failed: 1, skipped: 1 })
  expect(countAfter(first, ['b.test.ts'], '/nowhere/report.json', false)).toEqual({
    passed: 1,
    failed: 1,
    skipped: 1,
  })
})
