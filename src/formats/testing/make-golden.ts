import { encodeAmendment } from '../amendment/amendment.ts'
import { encodeChanges } from '../changes/changes.ts'
import { signCommit } from '../commit/commit.ts'
import { encodeBundle } from '../trust/bundle.ts'
import { issueRevocation } from '../trust/revocation.ts'
import { signHead } from '../head/signed-head.ts'
import { sealPacket } from '../packet/packet.ts'
import { signProof } from '../paper/paper.ts'
import { signPaper } from '../print/paper.ts'
import { signReport } from '../report/report.ts'
import { signReportText } from '../report/report-text.ts'
import { signReceipt } from '../receipt/receipt.ts'
import { signProfile } from '../profile/profile.ts'
import { splitIdentity } from '../share/share.ts'
import { writeShare } from '../share/share-text.ts'
import { generateIdentity } from '../../lib/age.ts'
import { encodeState } from '../state/encode.ts'
import { bagFiles, receiptBag } from './bag-sample.ts'
import { COMMIT } from './commit-sample.ts'
import { putGolden } from './golden-writer.ts'
import { PAPERS, PRINTING } from './print-sample.ts'
import { PROFILE } from './profile-sample.ts'
import { REPORT } from './report-sample.ts'
import { AMENDMENT, HEAD_STATEMENT, RECEIPT, REVOCATION, samplePacket } from './samples.ts'
import { MMU_KEY, ROOT, sampleItems, STATION_KEY } from './sample.ts'
import { sampleChanges, sampleTables, STATE_META, STATE_RECIPIENTS } from './state-sample.ts'
import { WIRE } from './wire-sample.ts'
import { collectVolume, sampleItem, samplePair } from './volume-sample.ts'

/** `node src/formats/testing/make-golden.ts`: makes the golden files of new formats and versions. */

const head = signHead(HEAD_STATEMENT, STATION_KEY)
putGolden('head', { 'head.json': head.bytes, 'head.json.minisig': head.signature })
const report = signReport(REPORT, STATION_KEY)
putGolden('report', {
  'report.json': report.bytes,
  'report.json.minisig': report.signature,
  'report.txt': signReportText(REPORT, STATION_KEY),
})
putGolden('paper', { 'proof.txt': signProof(HEAD_STATEMENT, STATION_KEY) })

const revocation = issueRevocation(ROOT, REVOCATION)
putGolden('trust', { 'CERTS.JSN': encodeBundle([...sampleItems(), revocation]) })

for (const kind of ['recording', 'amendment', 'canary'] as const) {
  const { bytes, signature } = sealPacket(samplePacket(kind))
  putGolden('packet', { [`${kind}.rkp`]: bytes, [`${kind}.rkp.minisig`]: signature })
}

putGolden('amendment', { 'amendment.json': encodeAmendment(AMENDMENT) })

const profile = signProfile(PROFILE, ROOT)
putGolden('profile', { 'profile.json': profile.bytes, 'profile.json.minisig': profile.signature })

const receipt = signReceipt(RECEIPT, MMU_KEY)
putGolden('receipt', { '12.json': receipt.bytes, '12.json.minisig': receipt.signature })

const commit = signCommit(COMMIT, STATION_KEY)
putGolden('commit', { 'C0000012.JSN': commit.bytes, 'C0000012.SIG': commit.signature })

const volume = await collectVolume([
  ...samplePair(1, 10),
  ...samplePair(2, 700),
  sampleItem('changes', 'CHANGES.AGE'),
  sampleItem('state', 'STATE001.AGE'),
])
putGolden('volume', { 'S0000012.TAR': volume.bytes })

const changes = await encodeChanges(sampleChanges(6), STATE_RECIPIENTS)
putGolden('changes', { 'CHANGES.AGE': changes.bytes })

for await (const { name, data } of encodeState(sampleTables(), STATE_RECIPIENTS, STATE_META)) {
  const chunks: Uint8Array[] = []
  for await (const chunk of data) chunks.push(chunk)
  putGolden('state', { [name]: Buffer.concat(chunks) })
}

// Last: they carry the golden packet and receipt.
for (const [name, files] of [
  ['export', bagFiles()],
  ['receipts', receiptBag()],
] as const) {
  putGolden('bag', Object.fromEntries([...files].map(([path, data]) => [`${name}/${path}`, data])))
}
putGolden('wire', WIRE)
putGolden('print', PRINTING)
for (const [name, fields] of Object.entries(PAPERS)) {
  const { bytes, signature } = signPaper(fields, MMU_KEY)
  putGolden('print', { [name]: bytes, [`${name}.minisig`]: signature })
}

for (const share of await splitIdentity(generateIdentity().identity, { shares: 5, needs: 3 }))
  putGolden('share', { [`share-${share.number}.txt`]: writeShare(share) })
