import { createServer, type IncomingMessage, type Server } from 'node:http'
import { z } from 'zod'
import { FAULTS, isFaultName } from './faults.ts'
import type { Part } from './people.ts'
import type { SbiService } from './service.ts'

const MOST = 64 << 10
const parts = z.array(z.string().max(20)) as unknown as z.ZodType<Part[]>

const schemas = {
  '/admin/fault': z
    .object({ fault: z.string().refine(isFaultName), times: z.int().min(0).optional() })
    .strict(),
  '/admin/status': z
    .object({
      type: z.enum(['Finger', 'Iris']),
      status: z.enum(['Ready', 'Busy', 'Not Ready', 'Not Registered']),
    })
    .strict(),
  '/admin/score': z.object({ part: z.string(), scores: z.array(z.int().min(0).max(100)).max(20) }).strict(),
  '/admin/delay': z.object({ ms: z.int().min(0).max(60_000) }).strict(),
  '/admin/profile': z
    .object({ person: z.string().max(200).optional(), worn: parts.optional(), missing: parts.optional() })
    .strict(),
  '/admin/start': z.object({}).strict(),
  '/admin/stop': z.object({}).strict(),
  '/admin/reset': z.object({}).strict(),
  '/admin/compare': z.object({ a: z.string().max(64), b: z.string().max(64) }).strict(),
}

/**
 * Where the simulator is told what is wrong, on a port of its own that lives on when the service dies: `POST /admin/{fault, status, score,
 * delay, profile, start, stop, reset}` (sbi.md). `POST /admin/compare {a, b}` says of two records, by their SHA-256, whether they are of
 * one finger or eye: the simulator knows whom it made up.
 */
export function controlServer(service: SbiService): Server {
  return createServer((request, response) => {
    const reply = (status: number, value: unknown) => {
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value))
    }
    if (request.method === 'GET') {
      reply(200, { port: service.port, faults: service.faults.names, known: FAULTS })
      return
    }
    bodyOf(request)
      .then((body) => act(service, request.url ?? '', JSON.parse(body || '{}')))
      .then((answer) => reply(200, answer))
      .catch((error: unknown) => reply(400, { error: String(error) }))
  })
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  let body = ''
  for await (const chunk of request) {
    body += String(chunk)
    if (body.length > MOST) throw new Error('too much')
  }
  return body
}

async function act(service: SbiService, url: string, given: unknown): Promise<unknown> {
  switch (url) {
    case '/admin/fault': {
      const { fault, times } = schemas[url].parse(given)
      service.faults.set(fault, times)
      break
    }
    case '/admin/status': {
      const { type, status } = schemas[url].parse(given)
      service.status.set(type, status)
      break
    }
    case '/admin/score': {
      const { part, scores } = schemas[url].parse(given)
      service.people.scores.set(part as Part, scores)
      break
    }
    case '/admin/delay':
      service.delayMs = schemas[url].parse(given).ms
      break
    case '/admin/profile':
      present(service, schemas[url].parse(given))
      break
    case '/admin/start':
      await service.start()
      break
    case '/admin/stop':
      await service.stop()
      break
    case '/admin/reset':
      service.faults.clear()
      service.status.clear()
      service.delayMs = 0
      await service.start()
      break
    case '/admin/compare': {
      const { a, b } = schemas[url].parse(given)
      const [one, other] = [service.people.whose(a), service.people.whose(b)]
      return { same: one === undefined || other === undefined ? null : one === other }
    }
    default:
      throw new Error(`no such thing: ${url}`)
  }
  return { done: true }
}

function present(
  { people }: SbiService,
  { person, worn, missing }: z.infer<(typeof schemas)['/admin/profile']>,
): void {
  if (person !== undefined) people.person = person
  for (const [set, given] of [
    [people.worn, worn],
    [people.missing, missing],
  ] as const) {
    if (given === undefined) continue
    set.clear()
    for (const part of given) set.add(part)
  }
}
