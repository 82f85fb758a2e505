import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readJws } from './jws.ts'

const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')

test('what is no JWS is refused by code, whatever it is', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 200 }), (text) => {
      expect(() => readJws(text)).toThrow('BYTES-MALFORMED')
    }),
  )
})

test.each([
  ['no algorithm', { alg: 'none', x5c: ['AAAA'] }],
  ['a shared secret', { alg: 'HS256', x5c: ['AAAA'] }],
  ['no certificate', { alg: 'RS256' }],
  ['a certificate that is none', { alg: 'RS256', x5c: ['AAAA'] }],
  ['too many', { alg: 'RS256', x5c: Array.from({ length: 6 }, () => 'AAAA') }],
  ['an extension that must be understood', { alg: 'RS256', x5c: ['AAAA'], crit: ['b64'] }],
])('%s in its header is refused', (_, header) => {
  expect(() => readJws(`${part(header)}.${part({})}.AAAA`)).toThrow('BYTES-MALFORMED')
})
