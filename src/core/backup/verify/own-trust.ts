import type { Certificate } from '../../../formats/trust/certificate.ts'
import { type Stamp, verifyDetached } from '../../../formats/trust/comment.ts'
import { holdAgainst, type Trust } from '../../../formats/trust/trust.ts'
import { isFault } from '../../../lib/fault.ts'
import { parsePublicKey } from '../../../lib/minisign.ts'

/** A signing key that a station knows to be its own, certified or not yet. */
export interface OwnKey {
  readonly station: string
  readonly epoch: string
  /** The base64 line of a `.pub` file. */
  readonly key: string
}

/** Counts how often the station's own word was needed, because the root has not certified that epoch yet. */
export interface OwnTrust extends Trust {
  readonly owned: () => number
}

function certificateOf({ station, epoch, key }: OwnKey): Certificate {
  return {
    format: 'rekam-certificate',
    version: 1,
    serial: 1,
    subject: { kind: 'station', station, epoch },
    key,
    purposes: ['packet', 'commit', 'report'],
  }
}

/**
 * Trust in the root, and for keys that it does not know in what the station itself says: after a restore its new key waits for the
 * Dinas, and its own disks still have to be checked.
 */
export function trustWithOwn(trust: Trust, own: readonly OwnKey[]): OwnTrust {
  let owned = 0
  return {
    ...trust,
    owned: () => owned,
    verify(data, signature, purpose, expect: Partial<Stamp> = {}) {
      try {
        return trust.verify(data, signature, purpose, expect)
      } catch (error) {
        if (!isFault(error, 'TRUST-UNKNOWN-KEY')) throw error
        for (const key of own) {
          const certificate = certificateOf(key)
          try {
            const { stamp, keyId } = verifyDetached(data, signature, [parsePublicKey(key.key)], purpose)
            holdAgainst(stamp, { station: key.station, epoch: key.epoch })
            holdAgainst(stamp, expect)
            owned++
            return { certificate, keyId, stamp }
          } catch (another) {
            if (!isFault(another, 'SIGNATURE-UNKNOWN-KEY')) throw another
          }
        }
        throw error
      }
    },
  }
}
