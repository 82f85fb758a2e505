import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, test } from 'vitest'
import { closingLine, countOf } from './count.ts'

function report(passed: number, failed: number, pending: number, todo: number): string {
  const file = path.join(mkdtempSync(path.join(tmpdir(), 'count-')), 'report.json')
  const numbers = {
    numPassedTests: passed,
    numFailedTests: failed,
    numPendingTests: pending,
    numTodoTests: todo,
  }
  writeFileSync(file, JSON.stringify(numbers))
  return file
}

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
