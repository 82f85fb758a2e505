import { createPrivateKey, generateKeyPairSync, type KeyObject } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import forge from 'node-forge'
import { z } from 'zod'

/** A key with its certificates, its own first. */
export interface Signer {
  readonly key: KeyObject
  readonly chain: readonly Uint8Array[]
}

/** Whom the simulator signs as: an own test root vouches for `device`, nobody for `foreign`; `expired` was right once. */
export interface DeviceChain {
  /** DER of the test root: what a profile has to trust for the simulator to be trusted. */
  readonly root: Uint8Array
  readonly device: Signer
  readonly foreign: Signer
  readonly expired: Signer
}

const FILE = 'keys.json'
/** The root's certificate, for a station's profile. */
export const ROOT_FILE = 'root.der'

const keptSchema = z.object({
  device: z.string(),
  root: z.string(),
  ca: z.string(),
  leaf: z.string(),
  old: z.string(),
  foreignRoot: z.string(),
  foreignLeaf: z.string(),
})
type Kept = z.infer<typeof keptSchema>

/** The chain that lies in a folder, made there at the first time; without a folder a new one. Test keys: they protect nothing. */
export function deviceChain(folder?: string): DeviceChain {
  const path = folder && join(folder, FILE)
  if (path && existsSync(path)) return chainOf(keptSchema.parse(JSON.parse(readFileSync(path, 'utf8'))))
  const kept = makeKeys()
  if (folder && path) {
    mkdirSync(folder, { recursive: true })
    writeFileSync(path, JSON.stringify(kept), { mode: 0o600 })
    writeFileSync(join(folder, ROOT_FILE), der(kept.root))
  }
  return chainOf(kept)
}

function chainOf(kept: Kept): DeviceChain {
  const key = createPrivateKey(kept.device)
  return {
    root: der(kept.root),
    device: { key, chain: [der(kept.leaf), der(kept.ca)] },
    expired: { key, chain: [der(kept.old), der(kept.ca)] },
    foreign: { key, chain: [der(kept.foreignLeaf), der(kept.foreignRoot)] },
  }
}

function der(pem: string): Uint8Array {
  return new Uint8Array(Buffer.from(pem.replaceAll(/-----[A-Z ]+-----|\s/g, ''), 'base64'))
}

interface Party {
  readonly name: string
  readonly pem: string
  readonly key: forge.pki.rsa.PrivateKey
  readonly public: forge.pki.rsa.PublicKey
}

function makeParty(name: string): Party {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const pem = privateKey.export({ type: 'pkcs1', format: 'pem' }).toString()
  const key = forge.pki.privateKeyFromPem(pem)
  return { name, pem, key, public: forge.pki.setRsaPublicKey(key.n, key.e) }
}

const YEAR_MS = 365 * 24 * 3600 * 1000

function certify(subject: Party, issuer: Party, ca: boolean, from: number, until: number): string {
  const certificate = forge.pki.createCertificate()
  certificate.publicKey = subject.public
  certificate.serialNumber = `01${forge.util.bytesToHex(forge.random.getBytesSync(8))}`
  certificate.validity.notBefore = new Date(from)
  certificate.validity.notAfter = new Date(until)
  certificate.setSubject([{ name: 'commonName', value: subject.name }])
  certificate.setIssuer([{ name: 'commonName', value: issuer.name }])
  certificate.setExtensions([
    { name: 'basicConstraints', cA: ca, critical: true },
    {
      name: 'keyUsage',
      critical: true,
      ...(ca ? { keyCertSign: true, cRLSign: true } : { digitalSignature: true }),
    },
  ])
  certificate.sign(issuer.key, forge.md.sha256.create())
  return forge.pki.certificateToPem(certificate)
}

function makeKeys(): Kept {
  const [root, ca, device, stranger] = [
    'SAMPEL akar alat',
    'SAMPEL penyedia alat',
    'SAMPEL alat',
    'ASING akar alat',
  ].map(makeParty) as [Party, Party, Party, Party]
  const now = Date.now()
  const [from, until] = [now - YEAR_MS, now + 20 * YEAR_MS]
  return {
    device: device.pem,
    root: certify(root, root, true, from, until),
    ca: certify(ca, root, true, from, until),
    leaf: certify(device, ca, false, from, until),
    old: certify(device, ca, false, now - 2 * YEAR_MS, now - YEAR_MS),
    foreignRoot: certify(stranger, stranger, true, from, until),
    foreignLeaf: certify(device, stranger, false, from, until),
  }
}
