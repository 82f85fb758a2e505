import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { readBag } from '../../../formats/bag/check.ts'
import { decodeChanges } from '../../../formats/changes/changes.ts'
import { openPacket, readInner } from '../../../formats/packet/packet.ts'
import { decodeState } from '../../../formats/state/decode.ts'
import { bagFiles, type BagFiles, putBag, receiptBag } from '../../../formats/testing/bag-sample.ts'
import { golden } from '../../../formats/testing/golden.ts'
import { CENTRE_IDENTITY, STATE_IDENTITY } from '../../../formats/testing/sample.ts'
import { readerOf } from '../../../formats/testing/volume-sample.ts'
import { checkMembers, readVolume } from '../../../formats/volume/read.ts'
import { salvageVolume } from '../../../formats/volume/salvage.ts'
import { decrypt, encrypt, recipientOf } from '../../../lib/age.ts'
import { type Decoder, drained, inFolder } from './decoder.ts'

const PACKETS = ['recording.rkp', 'amendment.rkp', 'canary.rkp'].map((name) => golden('packet', name))
const VOLUME = golden('volume', 'S0000012.TAR')
const STATE = golden('state', 'STATE001.AGE')
const CHANGES = golden('changes', 'CHANGES.AGE')

const opened = (sealed: Uint8Array, identity: string) => decrypt(sealed, { identities: [identity] })
/** As somebody seals it who knows the station's key: the cipher hides nothing of what lies in it. */
const sealed = (plain: Uint8Array) => encrypt(plain, { recipients: [recipientOf(STATE_IDENTITY)] }).sealed

/** A bag with one of its files replaced; all of them may be hostile at once, but one is enough to deceive. */
function bags(files: BagFiles): Pick<Decoder, 'sound' | 'read'> {
  const names = [...files.keys()]
  return {
    sound: [...files.values()],
    read: (bytes, of) =>
      inFolder(async (folder) => {
        putBag(folder, files)
        writeFileSync(join(folder, names[of]!), bytes)
        await readBag(folder)
      }),
  }
}

/** What holds other files, whole and from within. */
export const CONTAINERS: readonly Decoder[] = [
  { name: 'packet', sound: PACKETS, read: (bytes) => openPacket(bytes, [CENTRE_IDENTITY]) },
  {
    name: 'packet, inside',
    sound: PACKETS.map((packet) => opened(packet, CENTRE_IDENTITY)),
    read: readInner,
  },
  {
    name: 'volume',
    sound: [VOLUME],
    async read(bytes) {
      const read = readerOf(bytes)
      return drained(checkMembers(read, await readVolume(read, bytes.length)))
    },
  },
  {
    name: 'volume, salvaged',
    refusesNothing: true,
    sound: [VOLUME],
    read: (bytes) => drained(salvageVolume(readerOf(bytes), bytes.length)),
  },
  { name: 'state', sound: [STATE], read: (bytes) => drained(decodeState([bytes], [STATE_IDENTITY])) },
  {
    name: 'state, inside',
    sound: [opened(STATE, STATE_IDENTITY)],
    read: (bytes) => drained(decodeState([sealed(bytes)], [STATE_IDENTITY])),
  },
  { name: 'changes', sound: [CHANGES], read: (bytes) => drained(decodeChanges(bytes, [STATE_IDENTITY])) },
  {
    name: 'changes, inside',
    sound: [opened(CHANGES, STATE_IDENTITY)],
    read: (bytes) => drained(decodeChanges(sealed(bytes), [STATE_IDENTITY])),
  },
  { name: 'bag of packets', oneIn: 4, ...bags(bagFiles()) },
  { name: 'bag of receipts', oneIn: 4, ...bags(receiptBag()) },
]
