import { encrypt, recipientOf } from '../../lib/age.ts'
import { shred, utf8 } from '../../lib/bytes.ts'

/** An identity file as stock `age-keygen` writes it, so that `age -d -i` takes it. */
export function identityFile(identity: string, what = 'kunci keadaan stasiun (station-state key)'): string {
  return `# ${what}\n# public key: ${recipientOf(identity)}\n${identity}\n`
}

/** The identity in such a file, or undefined. */
export function identityIn(file: string): string | undefined {
  return file.split(/\r?\n/).find((line) => line.startsWith('AGE-SECRET-KEY-1'))
}

/** The station-state identity sealed to the recovery recipient alone. */
export function sealStateKeyToRecovery(identity: string, recovery: string): Uint8Array {
  const plain = utf8(identityFile(identity))
  const { sealed, fileKey } = encrypt(plain, { recipients: [recovery] })
  shred(plain)
  shred(fileKey)
  return sealed
}

/**
 * The station-state identity sealed twice (FORMATS: recipients): to the supervisor's password and to the recovery recipient.
 * Both lie in keys/ and on every disk; `age -d` opens either.
 * @param logN work factor of age's scrypt; stock age uses 18 (about a second)
 */
export function sealStateKey(
  identity: string,
  to: { passphrase: string; recovery: string; logN: number },
): { byPassphrase: Uint8Array; byRecovery: Uint8Array } {
  const plain = utf8(identityFile(identity))
  const byPassphrase = encrypt(plain, { passphrase: to.passphrase.normalize('NFKC'), logN: to.logN })
  shred(plain)
  shred(byPassphrase.fileKey)
  return { byPassphrase: byPassphrase.sealed, byRecovery: sealStateKeyToRecovery(identity, to.recovery) }
}
