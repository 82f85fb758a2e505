import { describe, expect, it } from 'vitest'
import { catalogue, refusalOf } from './catalogue.ts'
import type { Lines } from './sentences.ts'

const all = Object.entries(catalogue)
// A parameter that is itself words has an English twin: {why} and {whyEn}.
const placeholders = (lines: Lines) =>
  new Set(
    Object.values(lines).flatMap((line: string) =>
      [...line.matchAll(/\{([a-z]+)\}/gi)].map(([, name]) => name?.replace(/En$/, '')),
    ),
  )

describe('the catalogue of refusals', () => {
  it.each(all)(
    '%s has three lines in both languages, whole sentences, no exclamation marks',
    (code, { id, en }) => {
      expect(code).toMatch(/^[A-Z][A-Z0-9]*(-[A-Z0-9]+)*$/)
      for (const line of [...Object.values(id), ...Object.values(en)] as string[]) {
        expect(line).toMatch(/^[^!]{8,}[.?]$/)
      }
    },
  )

  it.each(all)('%s names the same parameters in both languages', (_, { id, en }) => {
    expect(placeholders(en)).toEqual(placeholders(id))
  })

  it('fills parameters in, and says a question mark rather than nothing for one that is missing', () => {
    expect(refusalOf('BACKUP-UNPLUGGED', { disk: 'Disk B' }).id.what).toBe('Disk B dicabut sebelum selesai.')
    expect(refusalOf('BACKUP-UNPLUGGED').id.what).toBe('? dicabut sebelum selesai.')
  })

  it('has words for a family, and INTERNAL for what nobody foresaw', () => {
    expect(refusalOf('SIGNATURE-BAD')).toMatchObject({
      code: 'SIGNATURE-BAD',
      id: catalogue['FILE-UNTRUSTED'].id,
    })
    expect(refusalOf('TAR-MALFORMED')).toMatchObject({
      code: 'TAR-MALFORMED',
      id: catalogue['FILE-DAMAGED'].id,
    })
    expect(refusalOf('SURPRISE')).toMatchObject({ code: 'INTERNAL', params: { code: 'SURPRISE' } })
    expect(refusalOf('__proto__').code).toBe('INTERNAL')
  })
})
