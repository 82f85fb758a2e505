import { expect, test } from 'vitest'
import { text } from '../../lib/bytes.ts'
import { golden } from '../testing/golden.ts'
import { encodeAudit } from './audit.ts'

const GOLDEN = golden('audit', 'audit.ndjson')

test('the golden file is written again byte for byte', () => {
  const [head, ...entries] = text(GOLDEN)
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as never)
  expect(head).toMatchObject({ format: 'rekam-audit', version: 1, entries: 2 })
  expect(text(encodeAudit(head!, entries))).toBe(text(GOLDEN))
})
