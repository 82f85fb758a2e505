/** Values that a sentence about the fault may name. Never a secret, never a resident's data. */
export type Params = Record<string, string | number>

/** An expected failure: a stable upper-case code, the values its sentence needs, and what caused it. */
export class Fault extends Error {
  readonly code: string
  readonly params: Params

  constructor(code: string, params: Params = {}, options?: { cause?: unknown }) {
    super(messageOf(code, params), options)
    this.name = 'Fault'
    this.code = code
    this.params = params
  }
}

function messageOf(code: string, params: Params): string {
  const named = Object.entries(params).map(([key, value]) => `${key}=${value}`)
  return named.length === 0 ? code : `${code} (${named.join(', ')})`
}

/** True for a Fault, and when `code` is given only for that code. */
export function isFault(e: unknown, code?: string): e is Fault {
  return e instanceof Fault && (code === undefined || e.code === code)
}

const CODE_OF_ERRNO = new Map(
  Object.entries({
    ENOSPC: 'DISK-FULL',
    EDQUOT: 'DISK-FULL',
    EROFS: 'DISK-READONLY',
    EACCES: 'DISK-READONLY',
    EPERM: 'DISK-READONLY',
    ENOTCONN: 'DISK-GONE',
    ENODEV: 'DISK-GONE',
    ENXIO: 'DISK-GONE',
    ENOMEDIUM: 'DISK-GONE',
    ESTALE: 'DISK-GONE',
    EIO: 'DISK-IO',
    EEXIST: 'FILE-EXISTS',
    ENOENT: 'FILE-MISSING',
    EFBIG: 'FILE-TOO-LARGE',
  }),
)

/** The errno name of a system error ('ENOSPC'), else undefined (Node's own codes are 'ERR_..'). */
export function errnoOf(e: unknown): string | undefined {
  if (!(e instanceof Error) || !('code' in e) || typeof e.code !== 'string') return undefined
  return /^E[A-Z0-9]+$/.test(e.code) ? e.code : undefined
}

/**
 * Turns a file system error into a Fault: DISK-FULL, DISK-READONLY, DISK-GONE, DISK-IO, FILE-EXISTS, FILE-MISSING,
 * FILE-TOO-LARGE, else FILE-IO; params {op, path, errno}. A Fault comes back unchanged.
 */
export function faultOfErrno(e: unknown, op: string, path: string): Fault {
  if (isFault(e)) return e
  const errno = errnoOf(e) ?? 'UNKNOWN'
  return new Fault(CODE_OF_ERRNO.get(errno) ?? 'FILE-IO', { op, path, errno }, { cause: e })
}
