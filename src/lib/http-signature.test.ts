import { describe, expect, it } from 'vitest'
import { utf8 } from './bytes.ts'
import { type HttpRequest, sha256OfBody, signRequest, verifyRequest } from './http-signature.ts'
import { generateSigningKey, keyIdText, publicOf } from './minisign-keys.ts'

const key = generateSigningKey()
const keyOf = (id: string) => (id === keyIdText(key.keyId) ? publicOf(key) : undefined)
const code = (name: string): Error => expect.objectContaining({ code: name }) as Error

function signed(request: HttpRequest, covered: readonly string[] = []): HttpRequest {
  return { ...request, headers: { ...request.headers, ...signRequest(request, key, 1_795_000_000, covered) } }
}

const ANNOUNCE: HttpRequest = {
  method: 'POST',
  target: '/v1/announce',
  headers: {},
  bodySha256: sha256OfBody(utf8('{"items":[]}')),
}
const PATCH: HttpRequest = { method: 'PATCH', target: '/v1/upload/a', headers: { 'upload-offset': '10' } }

describe('HTTP message signatures', () => {
  it('agree with themselves, with and without a body', () => {
    expect(verifyRequest(signed(ANNOUNCE), keyOf)).toEqual({
      keyId: keyIdText(key.keyId),
      created: 1_795_000_000,
    })
    expect(verifyRequest(signed(PATCH, ['upload-offset']), keyOf, ['upload-offset']).created).toBe(
      1_795_000_000,
    )
  })

  it.each<[string, Partial<HttpRequest>]>([
    ['method', { method: 'PUT' }],
    ['target', { target: '/v1/announce?x=1' }],
    ['body', { bodySha256: sha256OfBody(utf8('{}')) }],
  ])('find another %s', (_, change) => {
    expect(() => verifyRequest({ ...signed(ANNOUNCE), ...change }, keyOf)).toThrow(code('HTTP-BAD-SIGNATURE'))
  })

  it('find another offset, and refuse a signature that leaves it out', () => {
    const one = signed(PATCH, ['upload-offset'])
    const moved = { ...one, headers: { ...one.headers, 'upload-offset': '11' } }
    expect(() => verifyRequest(moved, keyOf, ['upload-offset'])).toThrow(code('HTTP-BAD-SIGNATURE'))
    expect(() => verifyRequest(signed(PATCH), keyOf, ['upload-offset'])).toThrow(code('HTTP-UNSIGNED'))
  })

  it('refuse a request whose signature does not cover its body', () => {
    const { bodySha256, ...bare } = ANNOUNCE
    expect(() => verifyRequest({ ...signed(bare), bodySha256 }, keyOf)).toThrow(code('HTTP-UNSIGNED'))
  })

  it.each([
    ['none', {}],
    ['an empty one', { 'signature-input': '', signature: '' }],
    [
      'another algorithm',
      { 'signature-input': 'rekam=("@method" "@request-target");created=1;keyid="00";alg="hmac-sha256"' },
    ],
  ])('refuse %s', (_, headers) => {
    expect(() => verifyRequest({ ...ANNOUNCE, headers }, keyOf)).toThrow(code('HTTP-UNSIGNED'))
  })

  it('refuse a key that nobody knows', () => {
    expect(() => verifyRequest(signed(ANNOUNCE), () => undefined)).toThrow(code('HTTP-UNKNOWN-KEY'))
  })
})
