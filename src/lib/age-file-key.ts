import { randomBytes } from 'node:crypto'
import { checkHeader, damaged, type Header, writeHeader } from './age-header.ts'
import { parseIdentity, parseRecipient } from './age-keys.ts'
import { FILE_KEY, unwrapScrypt, unwrapX25519, wrapScrypt, wrapX25519 } from './age-stanzas.ts'
import { Fault } from './fault.ts'

/** To whom: one or more recipients (age1..), or a passphrase; `logN` is scrypt's work, 18 as stock age unless given. */
export type To = { recipients?: string[]; passphrase?: string; logN?: number }
/** By what: identities (AGE-SECRET-KEY-1..), or a passphrase. */
export type By = { identities?: string[]; passphrase?: string }

/** A new file key and the header that wraps it. */
export function startHeader({ recipients = [], passphrase, logN }: To): {
  header: Uint8Array
  fileKey: Uint8Array
} {
  if ((recipients.length === 0) === (passphrase === undefined))
    throw new RangeError('either recipients or a passphrase')
  const fileKey = new Uint8Array(randomBytes(FILE_KEY))
  const stanzas =
    passphrase === undefined
      ? recipients.map((recipient) => wrapX25519(fileKey, parseRecipient(recipient)))
      : [wrapScrypt(fileKey, passphrase, logN)]
  return { header: writeHeader(stanzas, fileKey), fileKey }
}

/** The file key of a parsed header, its MAC checked. Faults as decrypt. */
export function openHeader(header: Header, by: By): Uint8Array {
  const fileKey = unwrapAny(header, by)
  checkHeader(header, fileKey)
  return fileKey
}

function unwrapAny({ stanzas }: Header, { identities = [], passphrase }: By): Uint8Array {
  const scrypt = stanzas.find(({ args }) => args[0] === 'scrypt')
  if (scrypt !== undefined) {
    // A passphrase among other recipients would break the sender's authenticity (specification, 'scrypt').
    if (stanzas.length > 1) throw damaged('scrypt not alone')
    if (passphrase === undefined) throw new Fault('AGE-NO-IDENTITY', { needs: 'passphrase' })
    const fileKey = unwrapScrypt(scrypt, passphrase)
    if (fileKey === undefined) throw new Fault('AGE-PASSPHRASE')
    return fileKey
  }
  const pairs = identities.map(parseIdentity)
  for (const stanza of stanzas.filter(({ args }) => args[0] === 'X25519')) {
    for (const pair of pairs) {
      const fileKey = unwrapX25519(stanza, pair)
      if (fileKey !== undefined) return fileKey
    }
  }
  throw new Fault('AGE-NO-IDENTITY', { needs: 'identity' })
}
