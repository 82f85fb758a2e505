import { createHash, sign, verify } from 'node:crypto'
import { base64, unbase64, utf8 } from './bytes.ts'
import { Fault } from './fault.ts'
import { keyIdText, privateKeyOf, type PublicKey, publicKeyOf, type SigningKey } from './minisign-keys.ts'

/**
 * HTTP message signatures (RFC 9421) with Ed25519 over method, target, content digest (RFC 9530) and the headers named by the
 * caller: one label, one signature. No secret is shared with the other side.
 */
const LABEL = 'rekam'

export interface HttpRequest {
  readonly method: string
  /** Path with query, as sent: `/v1/announce`. */
  readonly target: string
  /** Lower-case names; a covered header that is missing counts as empty. */
  readonly headers: Readonly<Record<string, string | undefined>>
  /** SHA-256 of the body, where the signature covers it. A body that streams is covered by what it ends in instead. */
  readonly bodySha256?: Uint8Array
}

export function sha256OfBody(body: Uint8Array): Uint8Array {
  return createHash('sha256').update(body).digest()
}

function digestHeader(sha256: Uint8Array): string {
  return `sha-256=:${base64(sha256)}:`
}

function base(request: HttpRequest, components: readonly string[], parameters: string): Uint8Array {
  const value = (name: string) => {
    if (name === '@method') return request.method
    if (name === '@request-target') return request.target
    if (name === 'content-digest') return request.bodySha256 ? digestHeader(request.bodySha256) : ''
    return request.headers[name]?.trim() ?? ''
  }
  const lines = components.map((name) => `"${name}": ${value(name)}`)
  return utf8([...lines, `"@signature-params": ${parameters}`].join('\n'))
}

const ALWAYS = ['@method', '@request-target'] as const

/** The headers that sign a request; `created` is in seconds since 1970, `covered` names further headers. */
export function signRequest(
  request: HttpRequest,
  key: SigningKey,
  created: number,
  covered: readonly string[] = [],
): Record<string, string> {
  const components = [...ALWAYS, ...(request.bodySha256 ? ['content-digest'] : []), ...covered]
  const list = components.map((name) => `"${name}"`).join(' ')
  const parameters = `(${list});created=${created};keyid="${keyIdText(key.keyId)}";alg="ed25519"`
  const signature = sign(null, base(request, components, parameters), privateKeyOf(key))
  return {
    ...(request.bodySha256 ? { 'content-digest': digestHeader(request.bodySha256) } : {}),
    'signature-input': `${LABEL}=${parameters}`,
    signature: `${LABEL}=:${base64(signature)}:`,
  }
}

const INPUT =
  /^rekam=(\(("[a-z@-]+"(?: "[a-z@-]+")*)\);created=(\d{1,12});keyid="([0-9A-F]{16})";alg="ed25519")$/
const SIGNATURE = /^rekam=:([A-Za-z0-9+/]{86}==):$/

export interface VerifiedRequest {
  readonly keyId: string
  /** Seconds since 1970 by the sender's clock, which may be wrong: the caller says how wrong is too wrong. */
  readonly created: number
}

/**
 * Judges a signed request. `keyOf` finds a key by its id. Faults HTTP-UNSIGNED (no or unreadable signature, or one that leaves out
 * method, target, the body where there is one, or a header of `covered`), HTTP-UNKNOWN-KEY {keyId}, HTTP-BAD-SIGNATURE.
 */
export function verifyRequest(
  request: HttpRequest,
  keyOf: (keyId: string) => PublicKey | undefined,
  covered: readonly string[] = [],
): VerifiedRequest {
  const input = INPUT.exec(request.headers['signature-input'] ?? '')
  const signature = SIGNATURE.exec(request.headers['signature'] ?? '')
  if (!input || !signature) throw new Fault('HTTP-UNSIGNED')
  const [, parameters = '', list = '', created = '', keyId = ''] = input
  const components = list.split(' ').map((quoted) => quoted.slice(1, -1))
  const needed = [...ALWAYS, ...(request.bodySha256 ? ['content-digest'] : []), ...covered]
  if (!needed.every((name) => components.includes(name))) throw new Fault('HTTP-UNSIGNED')
  const key = keyOf(keyId)
  if (!key) throw new Fault('HTTP-UNKNOWN-KEY', { keyId })
  const whole = base(request, components, parameters)
  if (!verify(null, whole, publicKeyOf(key), unbase64(signature[1]!))) {
    throw new Fault('HTTP-BAD-SIGNATURE')
  }
  return { keyId, created: Number(created) }
}
