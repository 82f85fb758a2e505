import { globSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { auditFields } from '../../src/renderer/i18n/id/audit-fields.ts'
import { enrolment } from '../../src/renderer/i18n/id/enrolment.ts'

/** What stands around old and new: it is never shown as a name. */
const AROUND = new Set(['old', 'new', 'from', 'to', 'id'])

/** The names in an object that is written into the call itself. */
function fieldsIn(call: string): string[] {
  const from = call.indexOf('{')
  if (from < 0) return []
  return [...call.slice(from).matchAll(/[{,]\s*(\w+)\s*(?=[,:}])/g)].map(([, name]) => name!)
}

/** The text of each call of `recordAct` in a file, to its closing bracket. */
function callsIn(text: string): string[] {
  return [...text.matchAll(/recordAct\(/g)].map(({ index, 0: head }) => {
    let depth = 1
    let at = index + head.length
    for (; depth > 0 && at < text.length; at++) {
      if ('({['.includes(text[at]!)) depth++
      if (')}]'.includes(text[at]!)) depth--
    }
    return text.slice(index, at)
  })
}

test('every value that an act of the audit keeps has words on the screen', () => {
  const core = new URL('../../src/core/', import.meta.url).pathname
  const files = globSync('**/*.ts', { cwd: core }).filter((file) => !file.includes('.test.'))
  const used = new Set(files.flatMap((file) => callsIn(readFileSync(core + file, 'utf8')).flatMap(fieldsIn)))
  expect(used.size).toBeGreaterThan(60)
  const known = new Set([...AROUND, ...Object.keys(auditFields), ...Object.keys(enrolment.fields)])
  expect([...used].filter((name) => !known.has(name))).toEqual([])
})
