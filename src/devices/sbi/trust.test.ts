import { X509Certificate } from 'node:crypto'
import { expect, test } from 'vitest'
import { flawOfChain } from '../../lib/certificate-chain.ts'
import { readJws, signJws } from '../../lib/jws.ts'
import { deviceChain, type Signer } from './chain.ts'

const chain = deviceChain()
const certificates = ({ chain: ders }: Signer) => ders.map((der) => new X509Certificate(der))
const now = new Date()

test('only a chain of the anchor, whole and within its days, is trusted', () => {
  const judge = (signer: Signer, anchors = [chain.root]) => flawOfChain(certificates(signer), anchors, now)
  expect(judge(chain.device)).toBeNull()
  expect(judge(chain.device, [])).toBe('no-anchors')
  expect(judge(chain.foreign)).toBe('foreign-root')
  expect(judge(chain.expired)).toBe('expired')
  expect(judge({ key: chain.device.key, chain: chain.device.chain.slice(0, 1) })).toBe('foreign-root')
  // Who is no authority certifies nobody: the device in the place of an issuer.
  const [leaf, ca] = chain.device.chain as [Uint8Array, Uint8Array]
  expect(judge({ key: chain.device.key, chain: [chain.foreign.chain[0]!, leaf, ca] })).toBe('not-a-ca')
  expect(judge({ key: chain.device.key, chain: [chain.foreign.chain[0]!, ca] })).toBe('not-issued')
  expect(judge(chain.device, [ca])).toBeNull()
})

test('a signature counts for the exact bytes alone', () => {
  const jws = signJws(Buffer.from('{"a":1}'), chain.device.key, chain.device.chain)
  expect(readJws(jws)).toMatchObject({ isSigned: true })
  const [head, , signature] = jws.split('.')
  expect(readJws(`${head}.${Buffer.from('{"a":2}').toString('base64url')}.${signature}`).isSigned).toBe(false)
})
