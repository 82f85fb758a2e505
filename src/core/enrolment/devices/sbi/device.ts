import { randomBytes } from 'node:crypto'
import { isFault } from '../../../../lib/fault.ts'
import { hex, utf8 } from '../../../../lib/bytes.ts'
import { sha256 } from '../../../../lib/hash.ts'
import type { CaptureAnswer, CaptureDevice, CaptureRequest, CaptureResult } from '../../../ports.ts'
import { readAnswer, type SoundAnswer } from './answer.ts'
import { ask, open } from './http.ts'
import { framesOf } from './live.ts'
import { type DigitalId, SPEC } from './messages.ts'
import { type Laying, layingsOf } from './names.ts'

/** A scanner as its service told of it at the last look. */
export interface Found {
  readonly port: number
  readonly deviceId: string
  readonly env: string
  readonly digitalId: DigitalId & { readonly type: 'Finger' | 'Iris' }
  readonly state: 'ready' | 'busy' | 'not-ready' | 'not-registered' | 'untrusted'
  readonly anchors: readonly Uint8Array[]
}

/** Ten records of 1000 dpi, twice in base64. */
const MOST_ANSWER = 64 << 20
/** A service may take a little longer than the time that it was given. */
const GRACE_MS = 1500
const LIVE_MS = 24 * 3600_000
/** Bytes behind the recording's id that make one capture's transaction its own: an old answer fits no other. */
const OWN = 8

/** The same scanner has the same id at whichever port its service listens. */
export function idOf({ serialNo, make, model, type, deviceProvider }: DigitalId): string {
  const facts = [deviceProvider, make, model, serialNo, type].join('\n')
  return `sbi-${hex(sha256(utf8(facts))).slice(0, 16)}`
}

/** An SBI device behind the port of scanners. Trust is asked again at each capture: discovery proves nothing. */
export function sbiDevice(found: Found, now: () => Date): CaptureDevice {
  const { digitalId } = found
  return {
    id: idOf(digitalId),
    kind: digitalId.type === 'Finger' ? 'finger' : 'iris',
    name: [digitalId.make, digitalId.model, digitalId.serialNo].join(' ').trim(),
    state: async () => found.state,
    capture: (request) => capture(found, request, now),
    live: (signal) => live(found, signal),
  }
}

/** Captures laying by laying; what the first ones gave is kept where a later one gives nothing. */
async function capture(found: Found, request: CaptureRequest, now: () => Date): Promise<CaptureAnswer> {
  const results: CaptureResult[] = []
  let previous = request.previous
  for (const laying of layingsOf(request.slots, request.thumb)) {
    try {
      const answer = await captureLaying(found, laying, { ...request, previous }, now)
      results.push(...answer.results)
      previous = answer.hash
    } catch (error) {
      if (results.length === 0 || !isFault(error)) throw error
      return { results, ...(previous === null ? {} : { hash: previous }), fault: error }
    }
  }
  return { results, ...(previous === null ? {} : { hash: previous }) }
}

async function captureLaying(
  found: Found,
  laying: Laying,
  request: CaptureRequest,
  now: () => Date,
): Promise<SoundAnswer> {
  const { port, deviceId, digitalId, anchors, env } = found
  const transaction = `${request.transaction}-${randomBytes(OWN).toString('hex')}`
  const bio = {
    type: digitalId.type,
    count: String(laying.wanted.size),
    bioSubType: [],
    exception: laying.exception,
    requestedScore: String(request.threshold),
    deviceId,
    deviceSubId: laying.subId,
    previousHash: request.previous === null ? '' : request.previous.toUpperCase(),
  }
  const body = {
    env,
    purpose: 'Registration',
    specVersion: SPEC,
    timeout: String(request.timeoutMs),
    captureTime: now().toISOString(),
    transactionId: transaction,
    bio: [bio],
    customOpts: null,
  }
  const timeoutMs = request.timeoutMs + GRACE_MS
  const question = {
    port,
    verb: 'RCAPTURE',
    path: '/capture',
    body,
    timeoutMs,
    signal: request.signal,
  } as const
  const answer = await ask(question, MOST_ANSWER)
  return readAnswer(answer, {
    laying,
    transaction,
    previous: request.previous,
    device: digitalId,
    anchors,
    now: now(),
  })
}

async function* live({ port, deviceId }: Found, signal: AbortSignal): AsyncGenerator<Uint8Array> {
  const body = { deviceId, deviceSubId: '0', timeout: '60000' }
  const response = await open({ port, verb: 'STREAM', path: '/stream', body, timeoutMs: LIVE_MS, signal })
  try {
    yield* framesOf(response)
  } finally {
    response.destroy()
  }
}
