import { join, resolve } from 'node:path'
import { decodeBundle, encodeBundle } from '../../formats/trust/bundle.ts'
import { parseSecretKey } from '../../lib/minisign.ts'
import { replaceDurably } from '../../lib/write-durably.ts'
import { codeFromEscrow } from '../account/index.ts'
import {
  certify,
  FIRST_STATION_SERIAL,
  installCertificate,
  type LiveStation,
  nextSerial,
} from '../settings/index.ts'
import { refuse } from '../refuse.ts'
import { type RecoveryOptions, recoveryOf } from './keys-shares.ts'
import { readBytes, readText } from './secrets.ts'
import { type Common, print, sayer, type Terminal } from './terminal.ts'
import { type StationOptions, withStation } from './with-station.ts'
import { utf8 } from '../../lib/bytes.ts'

/** `rekam keys certify`: what the Dinas does with a station's request, where its root key is. */
export async function keysCertify(
  terminal: Terminal,
  options: Common & { request: string; rootKey: string; out: string },
): Promise<void> {
  const root = parseSecretKey(await readText(resolve(options.rootKey)))
  const serial = await nextSerial(resolve(options.rootKey, '..'), FIRST_STATION_SERIAL)
  const signed = certify(root, utf8(await readText(resolve(options.request))), serial)
  const out = resolve(options.out)
  await replaceDurably(out, encodeBundle([signed]))
  print(terminal, options, { out, serial }, [
    sayer(options)(`Sertifikat nomor ${serial}: ${out}`, `Certificate number ${serial}: ${out}`),
  ])
}

/** `rekam keys answer`: the Dinas at the telephone, with the station's escrow file and the recovery identity or enough of its shares. */
export async function keysAnswer(
  terminal: Terminal,
  options: Common & RecoveryOptions & { escrow: string; station: string; slot: string },
): Promise<void> {
  const { station } = options
  const n = Number(options.slot)
  if (!Number.isInteger(n) || n < 1) throw refuse('INPUT-INVALID', { why: `--slot ${options.slot}` })
  const identity = await recoveryOf(options)
  const escrow = await readBytes(resolve(options.escrow))
  const code = codeFromEscrow(escrow, identity, { station, n })
  print(terminal, options, { station, slot: n, code }, [code])
}

/** `rekam keys install`: brings the Dinas' answer to the station. */
export async function keysInstall(
  terminal: Terminal,
  options: Common & StationOptions & { certificate: string },
): Promise<void> {
  const all = decodeBundle(utf8(await readText(resolve(options.certificate))))
  if (all.length === 0) throw refuse('FORMAT-UNREADABLE', { format: 'rekam-certificates' })
  await withStation(options, 'keys install', async (station) => {
    for (const signed of all) await installCertificate(station as LiveStation, signed)
  })
  print(terminal, options, { installed: join(options.certificate) }, [
    sayer(options)(
      'Sertifikat terpasang: paket dan cadangan stasiun ini kini sah.',
      "Certificate installed: this station's packets and backups count from now on.",
    ),
  ])
}
