import { chainHash, digitalIdOf, type SbiDevice, signedBiometric } from '../../../devices/sbi/answers.ts'
import { deviceChain } from '../../../devices/sbi/chain.ts'
import { golden } from '../../../formats/testing/golden.ts'
import { utf8 } from '../../../lib/bytes.ts'
import { signJws } from '../../../lib/jws.ts'
import { type Expected, readAnswer } from '../../enrolment/devices/sbi/answer.ts'
import { jsonOf } from '../../enrolment/devices/sbi/http.ts'
import { layingsOf } from '../../enrolment/devices/sbi/names.ts'
import type { Decoder } from './decoder.ts'

const DEVICE: SbiDevice = {
  deviceId: '1',
  type: 'Finger',
  subType: 'Slap',
  subIds: ['2'],
  serial: 'SAMPEL-1',
}
const FINE = { errorCode: '0', errorInfo: 'Success' }

/** What a scanner's service answers: as it comes over the line, and with words that a rogue service signs as it should. */
export function scanner(): Decoder[] {
  const chain = deviceChain()
  const record = golden('biometric', 'left-index.fir')
  const now = new Date()
  const expected: Expected = {
    laying: layingsOf(['finger-left-index'])[0]!,
    transaction: 'satu-0001',
    previous: null,
    device: { ...digitalIdOf(DEVICE), type: 'Finger' } as unknown as Expected['device'],
    anchors: [chain.root],
    now,
  }
  const signed = signedBiometric({
    device: DEVICE,
    signer: chain.device,
    subType: 'Left IndexFinger',
    record,
    score: 70,
    transactionId: expected.transaction,
    requestedScore: '40',
    env: 'Developer',
    purpose: 'Registration',
    timestamp: now,
  })
  const answer = (data: string) => ({
    biometrics: [{ specVersion: '0.9.5', data, hash: chainHash('', record), error: FINE }],
  })
  const payload = Buffer.from(signed.split('.')[1]!, 'base64url')
  return [
    {
      name: "scanner's answer",
      sound: [utf8(JSON.stringify(answer(signed)))],
      read: (bytes) => readAnswer(jsonOf(bytes), expected),
    },
    {
      name: "scanner's answer, inside",
      sound: [new Uint8Array(payload)],
      oneIn: 4,
      read: (bytes) => readAnswer(answer(signJws(bytes, chain.device.key, chain.device.chain)), expected),
    },
  ]
}
