import { z } from 'zod'
import {
  type Biometric,
  chainHash,
  errorOf,
  type SbiDevice,
  signedBiometric,
  subTypeOf,
  VERSION,
} from './answers.ts'
import type { DeviceChain } from './chain.ts'
import type { Fault } from './faults.ts'
import type { Part, People } from './people.ts'

const requestSchema = z.object({
  env: z.string(),
  purpose: z.literal('Registration'),
  specVersion: z.literal(VERSION),
  timeout: z.string().regex(/^\d{1,6}$/),
  captureTime: z.string(),
  transactionId: z.string().regex(/^[A-Za-z0-9-]{4,50}$/),
  bio: z
    .array(
      z.object({
        type: z.enum(['Finger', 'Iris']),
        count: z.string().regex(/^\d$/),
        bioSubType: z.array(z.string()),
        exception: z.array(z.string()),
        requestedScore: z.string().regex(/^\d{1,3}$/),
        deviceId: z.string(),
        deviceSubId: z.string(),
        previousHash: z.string().regex(/^([0-9A-Fa-f]{64})?$/),
      }),
    )
    .length(1),
})
export type CaptureRequest = z.infer<typeof requestSchema>

const FOUR = ['index', 'middle', 'ring', 'little'] as const

/** What lies on the glass at a device's sub id: left four, right four, both thumbs, both irises. */
const GROUPS: Readonly<Record<SbiDevice['type'], Readonly<Record<string, readonly Part[]>>>> = {
  Finger: {
    1: FOUR.map((finger) => `left-${finger}` as const),
    2: FOUR.map((finger) => `right-${finger}` as const),
    3: ['left-thumb', 'right-thumb'],
  },
  Iris: { 3: ['left', 'right'] },
}

/** Error codes of SBI 0.9.5 that we give. */
const ERROR = { input: '109', device: '110', count: '111', sdk: '700' } as const

export type Answer = { readonly biometrics: readonly unknown[] }

export interface CaptureWorld {
  readonly devices: readonly SbiDevice[]
  readonly chain: DeviceChain
  readonly people: People
}

/** The request, or the error that it deserves. */
export function readRequest(body: string): CaptureRequest | { readonly error: Answer } {
  try {
    return requestSchema.parse(JSON.parse(body))
  } catch {
    return { error: failed(ERROR.input, 'Invalid capture request') }
  }
}

export function failed(errorCode: string, errorInfo: string): Answer {
  return { biometrics: [{ specVersion: VERSION, data: '', hash: '', error: errorOf(errorCode, errorInfo) }] }
}

/** Captures: one biometric for each finger on the glass, chained and signed, spoilt as the faults say. */
export async function capture(
  world: CaptureWorld,
  request: CaptureRequest,
  faults: ReadonlySet<Fault>,
): Promise<Answer> {
  const [asked] = request.bio as [CaptureRequest['bio'][number]]
  const device = world.devices.find(({ deviceId }) => deviceId === asked.deviceId)
  if (!device || device.type !== asked.type) return failed(ERROR.device, 'Device not found')
  if (faults.has('refuse')) return failed(ERROR.sdk, 'Capture failed')
  const group = GROUPS[device.type][asked.deviceSubId]
  if (!group) return failed(ERROR.device, 'Unknown deviceSubId')
  const excepted = group.filter((part) => asked.exception.includes(subTypeOf(part)))
  if (Number(asked.count) + excepted.length !== group.length || excepted.length !== asked.exception.length) {
    return failed(ERROR.count, 'Count and exceptions do not add up')
  }
  const wanted = group.filter((part) => !excepted.includes(part))
  const laid = wanted.filter((part) => !world.people.missing.has(part))
  const seen = faults.has('missing-finger')
    ? laid.filter((_, index) => index !== Math.min(2, laid.length - 1))
    : laid
  const person = world.people.person ?? request.transactionId.replace(/-[^-]*$/, '')
  const biometrics: unknown[] = []
  let previous = asked.previousHash
  for (const [index, part] of seen.entries()) {
    const shown = shownInstead(part, seen, index, faults)
    const { record, score } = await world.people.touch(person, part, shown)
    const subType = faults.has('wrong-fingers') ? subTypeOf(otherHand(part)) : subTypeOf(part)
    const one: Biometric = {
      device,
      signer: signerOf(world.chain, faults),
      subType,
      record,
      score: faults.has('low-score') ? score % 30 : score,
      transactionId: faults.has('wrong-transaction') ? 'another-transaction' : request.transactionId,
      requestedScore: asked.requestedScore,
      env: request.env,
      purpose: request.purpose,
      timestamp: new Date(Date.now() - (faults.has('old-answer') ? 3600_000 : 0)),
    }
    const hash = chainHash(faults.has('broken-chain') ? '00'.repeat(32) : previous, record)
    previous = hash
    const data = signedBiometric(one)
    biometrics.push({
      specVersion: VERSION,
      data: faults.has('bad-signature') ? withAnotherSignature(data) : data,
      hash,
      error: errorOf('0', 'Success'),
    })
  }
  return biometrics.length === 0 ? failed('701', 'Nothing captured in time') : { biometrics }
}

function otherHand(part: Part): Part {
  return (part.startsWith('left') ? part.replace('left', 'right') : part.replace('right', 'left')) as Part
}

/** What really lies on the glass: of the other hand, or the neighbour's finger. */
function shownInstead(part: Part, seen: readonly Part[], index: number, faults: ReadonlySet<Fault>): Part {
  if (faults.has('swapped-hands')) return otherHand(part)
  if (faults.has('wrong-sequence')) return seen[index % 2 === 0 ? index + 1 : index - 1] ?? part
  return part
}

function signerOf({ device, foreign, expired }: DeviceChain, faults: ReadonlySet<Fault>) {
  if (faults.has('foreign-root')) return foreign
  return faults.has('expired-certificate') ? expired : device
}

function withAnotherSignature(data: string): string {
  const [head, body, signature = ''] = data.split('.')
  return `${head}.${body}.${signature.startsWith('A') ? 'B' : 'A'}${signature.slice(1)}`
}
