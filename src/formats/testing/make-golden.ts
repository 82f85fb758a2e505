import { encodeBundle } from '../trust/bundle.ts'
import { issueRevocation } from '../trust/revocation.ts'
import { signHead } from '../head/signed-head.ts'
import { sealPacket } from '../packet/packet.ts'
import { signReceipt } from '../receipt/receipt.ts'
import { signProfile } from '../profile/profile.ts'
import { putGolden } from './golden-writer.ts'
import { PROFILE } from './profile-sample.ts'
import { HEAD_STATEMENT, RECEIPT, REVOCATION, samplePacket } from './samples.ts'
import { MMU_KEY, ROOT, sampleItems, STATION_KEY } from './sample.ts'

/** `node src/formats/testing/make-golden.ts`: makes the golden files of new formats and versions. */

const head = signHead(HEAD_STATEMENT, STATION_KEY)
putGolden('head', { 'head.json': head.bytes, 'head.json.minisig': head.signature })

const revocation = issueRevocation(ROOT, REVOCATION)
putGolden('trust', { 'CERTS.JSN': encodeBundle([...sampleItems(), revocation]) })

for (const kind of ['recording', 'amendment', 'canary'] as const) {
  const { bytes, signature } = sealPacket(samplePacket(kind))
  putGolden('packet', { [`${kind}.rkp`]: bytes, [`${kind}.rkp.minisig`]: signature })
}

const profile = signProfile(PROFILE, ROOT)
putGolden('profile', { 'profile.json': profile.bytes, 'profile.json.minisig': profile.signature })

const receipt = signReceipt(RECEIPT, MMU_KEY)
putGolden('receipt', { '12.json': receipt.bytes, '12.json.minisig': receipt.signature })
