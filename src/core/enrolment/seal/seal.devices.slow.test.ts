import { execFileSync } from 'node:child_process'
import { createHash, X509Certificate } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import type { Slot } from '../../../contract/enrolment.ts'
import { chainHash } from '../../../devices/sbi/answers.ts'
import { runSbi } from '../../../devices/sbi/run.ts'
import { decodeFingerRecord } from '../../../formats/biometric/finger-record.ts'
import { joinRecord } from '../../../formats/biometric/signed-answer.ts'
import { base64 } from '../../../lib/bytes.ts'
import { readJws } from '../../../lib/jws.ts'
import { completeDraft, openTestStation, type TestStation } from '../../testing/index.ts'
import { captureFromDevice } from '../devices/capture.ts'
import { identityMatcher } from '../devices/identity-matcher.ts'
import { sbiDevices } from '../devices/sbi/find.ts'
import { setException } from '../exceptions/note.ts'
import { recordingOf } from '../recording/show.ts'
import { packetPath } from './paths.ts'
import { sealDraft } from './seal.ts'

let open: TestStation
afterEach(() => open.close())

const RIGHT: Slot[] = [
  'finger-right-index',
  'finger-right-middle',
  'finger-right-ring',
  'finger-right-little',
]

interface Line {
  slot: string
  member: string
  device: string
  score: number
  attempts: number
  signed?: string
  match?: string
  identity?: { certificate: string; hash: string; serial: string }
}

test('a packet, opened by stock age and tar, holds each capture with its device, score, retries, exceptions and what the device signed', async () => {
  await using sim = await runSbi({ port: 0 })
  const { port, chain, people } = sim.service
  open = await openTestStation({
    start: new Date().toISOString(),
    matcher: identityMatcher(`http://127.0.0.1:${sim.control}`),
    profile: (profile) => ({
      ...profile,
      devices: { sbiPorts: [port, port], anchors: [base64(chain.root)] },
    }),
  })
  const { station, dinas } = open
  Object.assign(station.ports, { devices: sbiDevices(() => new Date()) })
  const { id } = await completeDraft(station, 1)
  people.scores.set('right-index', [20, 30, 25])
  for (let tries = 0; tries < 3; tries++) await captureFromDevice(station, id, RIGHT)
  await captureFromDevice(station, id, ['iris-left', 'iris-right'])
  await captureFromDevice(station, id, ['second-right-index'])
  await setException(station, id, 'finger-left-little', 'Jari tidak ada')
  await sealDraft(station, id)

  const bench = open.temp('bench')
  const packet = packetPath(station, id, recordingOf(station.read, id)!.sealedAt)
  writeFileSync(join(bench, 'identity.txt'), `${dinas.datacenter.identity}\n`)
  execFileSync('age', ['-d', '-i', join(bench, 'identity.txt'), '-o', join(bench, 'inner.tar'), packet])
  const out = join(bench, 'out')
  mkdirSync(out)
  execFileSync('tar', ['-xf', join(bench, 'inner.tar'), '-C', out])
  const { captures, exceptions } = JSON.parse(readFileSync(join(out, 'capture.json'), 'utf8')) as {
    captures: Line[]
    exceptions: { slot: string; reason: string }[]
  }
  const lineOf = (slot: string) => captures.find((line) => line.slot === slot)!
  expect(exceptions).toEqual([{ slot: 'finger-left-little', reason: 'Jari tidak ada' }])
  expect(lineOf('finger-right-index')).toMatchObject({
    score: 30,
    // The sample draft had one already.
    attempts: 4,
    identity: { serial: 'SAMPEL-F-0001' },
  })
  expect(lineOf('iris-left').identity).toMatchObject({ serial: 'SAMPEL-I-0001' })
  expect(lineOf('second-right-index').match).toBe('same')

  for (const slot of [...RIGHT, 'iris-left', 'iris-right', 'second-right-index']) {
    const { member, signed, identity } = lineOf(slot)
    expect(member).toMatch(slot.startsWith('iris') ? /\.iir$/ : /\.fir$/)
    const image = readFileSync(join(out, member))
    if (member.endsWith('.fir')) expect(decodeFingerRecord(image)[0]!.ppi).toBe(500)
    const answer = Buffer.from(joinRecord(readFileSync(join(out, signed!)), image)).toString()
    const { isSigned, chain: certificates } = readJws(answer)
    expect([slot, isSigned]).toEqual([slot, true])
    expect(createHash('sha256').update(certificates[0]!.raw).digest('hex')).toBe(identity!.certificate)
    expect(certificates[1]!.checkIssued(new X509Certificate(chain.root))).toBe(true)
    expect(stockVerifies(bench, answer, certificates[0]!)).toContain('Verified OK')
  }
  // The last slap's chain goes on in the eyes, and in the second capture after them.
  const after = (slot: string, previous: string) =>
    chainHash(previous, readFileSync(join(out, lineOf(slot).member))).toLowerCase()
  expect(after('iris-right', lineOf('iris-left').identity!.hash)).toBe(lineOf('iris-right').identity!.hash)
  expect(after('second-right-index', lineOf('iris-right').identity!.hash)).toBe(
    lineOf('second-right-index').identity!.hash,
  )
})

/** The device's signature, by openssl alone. */
function stockVerifies(bench: string, jws: string, certificate: X509Certificate): string {
  const [head, body, signature] = jws.split('.')
  const put = (name: string, data: string | Uint8Array) => {
    writeFileSync(join(bench, name), data)
    return join(bench, name)
  }
  const key = put('key.pem', certificate.publicKey.export({ type: 'spki', format: 'pem' }))
  const signed = put('signed', `${head}.${body}`)
  const proof = put('signature', Buffer.from(signature!, 'base64url'))
  return execFileSync('openssl', ['dgst', '-sha256', '-verify', key, '-signature', proof, signed], {
    encoding: 'utf8',
  })
}
