import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { text, utf8 } from '../lib/bytes.ts'
import { Fault } from '../lib/fault.ts'
import { decodeJson, encodeJson, formatHead, type JsonFormat } from './json.ts'

const schema = z.object({
  ...formatHead('rekam-sample'),
  b: z.int(),
  a: z.string().optional(),
  inner: z.object({ z: z.boolean(), y: z.int() }).optional(),
})
const sample: JsonFormat<typeof schema> = { name: 'rekam-sample', version: 1, limit: 2000, schema }

function refusal(spelt: string | Uint8Array): Fault {
  try {
    decodeJson(sample, typeof spelt === 'string' ? utf8(spelt) : spelt)
  } catch (e) {
    if (e instanceof Fault) return e
    throw e
  }
  return expect.unreachable()
}

test('one spelling: schema order, one line, a line feed', () => {
  const bytes = encodeJson(sample, {
    inner: { y: 2, z: true },
    a: 'é\u0001',
    b: 1,
    version: 1,
    format: 'rekam-sample',
  })
  expect(text(bytes)).toBe(
    '{"format":"rekam-sample","version":1,"b":1,"a":"é\\u0001","inner":{"z":true,"y":2}}\n',
  )
})

test('what is written is read, and is written the same again', () => {
  fc.assert(
    fc.property(fc.integer(), fc.string({ unit: 'binary', maxLength: 200 }), (b, a) => {
      const bytes = encodeJson(sample, { format: 'rekam-sample', version: 1, b, a })
      const read = decodeJson(sample, bytes)
      expect(read).toEqual({ format: 'rekam-sample', version: 1, b, a })
      expect(text(encodeJson(sample, read))).toBe(text(bytes))
    }),
  )
})

test('keys that a later writer added are passed over', () => {
  expect(decodeJson(sample, utf8('{"format":"rekam-sample","version":1,"b":1,"later":{"x":[1]}}'))).toEqual({
    format: 'rekam-sample',
    version: 1,
    b: 1,
  })
})

describe('refuses', () => {
  const start = '{"format":"rekam-sample","version":1'
  test.each([
    ['nothing', '', 'not JSON'],
    ['half', start, 'not JSON'],
    ['two documents', `${start},"b":1}{}`, 'not JSON'],
    ['a byte order mark', `\uFEFF${start},"b":1}`, 'not JSON'],
    ['a key twice', `${start},"b":1,"b":2}`, 'key twice'],
    ['a key twice by escape', `${start},"b":1,"\\u0062":2}`, 'key twice'],
    ['a key twice, deep', `${start},"b":1,"inner":{"z":true,"y":1,"y":2}}`, 'key twice'],
    ['__proto__', `${start},"b":1,"__proto__":{"a":"x"}}`, 'prototype key'],
    ['__proto__ by escape', `${start},"b":1,"inner":{"\\u005f_proto__":1}}`, 'prototype key'],
    ['deep nesting', `${start},"b":1,"x":${'['.repeat(400)}${']'.repeat(400)}}`, 'too deep'],
    ['a huge number', `${start},"b":1e999}`, 'b invalid_type'],
    ['a number beyond exactness', `${start},"b":9007199254740993}`, 'b too_big'],
    ['a fraction', `${start},"b":1.5}`, 'b invalid_type'],
    ['a wrong type', `${start},"b":"1"}`, 'b invalid_type'],
    ['null', `${start},"b":null}`, 'b invalid_type'],
    ['a missing key', `${start}}`, 'b invalid_type'],
    ['too many bytes', `${start},"b":1}${' '.repeat(2000)}`, 'too long'],
    ['another format', '{"format":"rekam-other","version":1,"b":1}', 'another format'],
    ['an array', '[1]', 'another format'],
    ['version zero', '{"format":"rekam-sample","version":0,"b":1}', 'another format'],
    ['a version as text', '{"format":"rekam-sample","version":"1","b":1}', 'another format'],
  ])('%s', (_, spelt, why) => {
    expect(refusal(spelt)).toMatchObject({
      code: 'FORMAT-UNREADABLE',
      params: { format: 'rekam-sample', why },
    })
  })

  test('bytes that are no UTF-8', () => {
    expect(refusal(Uint8Array.of(0x7b, 0xff, 0x7d)).params['why']).toBe('not UTF-8')
  })

  test('the future, by name', () => {
    expect(refusal('{"format":"rekam-sample","version":2,"c":[]}')).toMatchObject({
      code: 'FORMAT-NEWER',
      params: { format: 'rekam-sample', version: 2 },
    })
  })

  test('to write what no reader would take', () => {
    expect(() => encodeJson(sample, { format: 'rekam-sample', version: 1, b: 0.5 })).toThrow(
      expect.objectContaining({ code: 'FORMAT-INVALID' }),
    )
    const long = { format: 'rekam-sample' as const, version: 1 as const, b: 1, a: 'x'.repeat(2000) }
    expect(() => encodeJson(sample, long)).toThrow(expect.objectContaining({ code: 'FORMAT-INVALID' }))
  })

  test('without quoting what it read: it may be a person', () => {
    const fault = refusal(`${start},"b":"CONTOH SATU","a":`)
    expect(`${fault.message} ${String(fault.cause)}`).not.toContain('CONTOH')
  })
})

test('any bytes are read or refused with a Fault', () => {
  fc.assert(
    fc.property(fc.oneof(fc.uint8Array({ maxLength: 60 }), fc.json({ maxDepth: 30 }).map(utf8)), (bytes) => {
      expect(refusal(bytes).code).toBe('FORMAT-UNREADABLE')
    }),
  )
})

test('strings with quotes and backslashes never derail the scan for keys', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom('"', '\\', '{', '}', ',', ':', 'a') }), (a) => {
      const bytes = encodeJson(sample, { format: 'rekam-sample', version: 1, b: 1, a })
      expect(decodeJson(sample, bytes).a).toBe(a)
    }),
  )
})
