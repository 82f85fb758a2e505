import { describe, expect, it } from 'vitest'
import { hex, unhex } from './bytes.ts'
import {
  commentLine,
  isCommentLine,
  keyIdText,
  privateKeyOf,
  publicKeyOf,
  publicOf,
} from './minisign-keys.ts'

describe('keys', () => {
  it('are Ed25519 as RFC 8032 section 7.1, test 1, has them', () => {
    const seed = unhex('9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60')
    const { key } = publicOf({ keyId: new Uint8Array(8), seed })
    expect(hex(key)).toBe('d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a')
    expect(privateKeyOf({ keyId: new Uint8Array(8), seed }).asymmetricKeyType).toBe('ed25519')
    expect(publicKeyOf({ keyId: new Uint8Array(8), key }).export({ format: 'jwk' }).x).toBe(
      Buffer.from(key).toString('base64url'),
    )
  })

  it('are named with the last byte first, which leaves the id as it was', () => {
    const keyId = unhex('0102030405060708')
    expect(keyIdText(keyId)).toBe('0807060504030201')
    expect(hex(keyId)).toBe('0102030405060708')
  })
})

describe('a comment', () => {
  it('is one line of bounded length; a tab may stand in it', () => {
    expect(commentLine('timestamp:1\tfile:a ✓')).toBe('timestamp:1\tfile:a ✓')
    for (const bad of ['a\nb', 'a\r', '\0', '\u001b[2J', '\u007f']) {
      expect(isCommentLine(bad)).toBe(false)
      expect(() => commentLine(bad)).toThrow(RangeError)
    }
    expect(() => commentLine('é'.repeat(501))).toThrow(RangeError)
    expect(commentLine('é'.repeat(500)).length).toBe(500)
  })
})
