import { createPrivateKey, X509Certificate } from 'node:crypto'
import type forge from 'node-forge'
import { refuse } from '../../refuse.ts'

type Forge = typeof forge

interface Bag {
  readonly cert?: forge.pki.Certificate
  readonly key?: forge.pki.PrivateKey | null
  readonly asn1: forge.asn1.Asn1
}

/** What a certificate file holds, as plain data for another thread. */
export interface Pkcs12 {
  /** PKCS#8, DER. */
  readonly key: Uint8Array
  /** DER; the certificate of the key first. */
  readonly chain: readonly Uint8Array[]
}

/**
 * Reads the office's certificate file (PKCS#12, RFC 7292), for as long as it says that guessing its passphrase shall take: in a thread alone.
 * SUKET-OFFICE-FILE for anything else; SUKET-OFFICE-PASSPHRASE where the passphrase is not its own.
 */
export async function readPkcs12({
  bytes,
  passphrase,
}: {
  bytes: Uint8Array
  passphrase: string
}): Promise<Pkcs12> {
  // A quarter of a megabyte that few stations ever need.
  const { default: lib } = await import('node-forge')
  const file = parsed(lib, bytes)
  let opened: forge.pkcs12.Pkcs12Pfx
  try {
    opened = lib.pkcs12.pkcs12FromAsn1(file, true, passphrase)
  } catch (cause) {
    throw refuse('SUKET-OFFICE-PASSPHRASE', {}, cause)
  }
  const derOf = (node: forge.asn1.Asn1) => Buffer.from(lib.asn1.toDer(node).getBytes(), 'latin1')
  const bags = (type: string): Bag[] => opened.getBags({ bagType: type })[type] ?? []
  const { pkcs8ShroudedKeyBag, keyBag, certBag } = lib.pki.oids as Record<string, string>
  const [keyFound] = [...bags(pkcs8ShroudedKeyBag!), ...bags(keyBag!)]
  if (!keyFound) throw refuse('SUKET-OFFICE-FILE')
  const chain = bags(certBag!).map(({ cert, asn1 }) =>
    cert ? derOf(lib.pki.certificateToAsn1(cert)) : derOf(asn1),
  )
  try {
    const key = keyFound.key
      ? createPrivateKey(lib.pki.privateKeyToPem(keyFound.key))
      : createPrivateKey({ key: derOf(keyFound.asn1), format: 'der', type: 'pkcs8' })
    const own = chain.find((one) => new X509Certificate(one).checkPrivateKey(key))
    if (!own) throw refuse('SUKET-OFFICE-FILE')
    return {
      key: new Uint8Array(key.export({ format: 'der', type: 'pkcs8' })),
      chain: [own, ...chain.filter((one) => one !== own)].map((one) => new Uint8Array(one)),
    }
  } catch (cause) {
    throw refuse('SUKET-OFFICE-FILE', {}, cause)
  }
}

function parsed(lib: Forge, bytes: Uint8Array): forge.asn1.Asn1 {
  try {
    return lib.asn1.fromDer(Buffer.from(bytes).toString('latin1'))
  } catch (cause) {
    throw refuse('SUKET-OFFICE-FILE', {}, cause)
  }
}
