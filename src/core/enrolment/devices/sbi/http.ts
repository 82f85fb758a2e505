import { type ClientRequest, type IncomingMessage, request } from 'node:http'
import { refuse } from '../../../refuse.ts'

export interface Question {
  readonly port: number
  /** SBI's verbs are HTTP methods. */
  readonly verb: 'MOSIPDISC' | 'MOSIPDINFO' | 'STREAM' | 'RCAPTURE'
  readonly path: string
  readonly body: unknown
  readonly timeoutMs: number
  readonly signal: AbortSignal
}

/** What is wrong with an answer, in both languages. */
export function badAnswer(why: string, whyEn: string, cause?: unknown): Error {
  return refuse('DEVICE-ANSWER', { why, whyEn }, cause)
}

/**
 * Asks a service on this computer and answers its response's head. Faults: DEVICE-SILENT when it says nothing in time, DEVICE-GONE
 * when nobody listens or the line is cut, DEVICE-CANCELLED, DEVICE-ANSWER for anything but 200: no redirect is ever followed.
 */
export async function open(question: Question): Promise<IncomingMessage> {
  const { port, verb, path, timeoutMs } = question
  const body = Buffer.from(JSON.stringify(question.body))
  const late = AbortSignal.timeout(timeoutMs)
  const signal = AbortSignal.any([question.signal, late])
  const headers = { 'Content-Type': 'application/json', 'Content-Length': body.length }
  const asked = request({ host: '127.0.0.1', port, method: verb, path, headers, agent: false, signal })
  try {
    const response = await head(asked, body)
    if (response.statusCode === 200) return response
    response.destroy()
    throw badAnswer(`jawaban HTTP ${response.statusCode}`, `HTTP ${response.statusCode}`)
  } catch (error) {
    throw faultOf(error, question.signal, late)
  }
}

function head(asked: ClientRequest, body: Buffer): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    asked.once('response', resolve)
    // Stays: an error after the head came has no other listener.
    asked.on('error', reject)
    asked.end(body)
  })
}

/** Asks and reads the whole answer as JSON, at most `limit` bytes. Faults as `open`. */
export async function ask(question: Question, limit: number): Promise<unknown> {
  const late = AbortSignal.timeout(question.timeoutMs)
  const response = await open(question)
  try {
    return jsonOf(await whole(response, limit))
  } catch (error) {
    throw faultOf(error, question.signal, late)
  } finally {
    response.destroy()
  }
}

async function whole(response: IncomingMessage, limit: number): Promise<Buffer> {
  const parts: Buffer[] = []
  let length = 0
  for await (const part of response as AsyncIterable<Buffer>) {
    length += part.length
    if (length > limit) throw badAnswer('terlalu besar', 'too large')
    parts.push(part)
  }
  return Buffer.concat(parts)
}

/** The JSON that a service answered. Fault DEVICE-ANSWER. */
export function jsonOf(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(bytes).toString('utf8'))
  } catch (cause) {
    throw badAnswer('bukan JSON', 'no JSON', cause)
  }
}

function faultOf(error: unknown, cancelled: AbortSignal, late: AbortSignal): unknown {
  if (!(error instanceof Error) || 'params' in error) return error
  if (cancelled.aborted) return refuse('DEVICE-CANCELLED', {}, error)
  if (late.aborted || error.name === 'TimeoutError' || error.name === 'AbortError') {
    return refuse('DEVICE-SILENT', {}, error)
  }
  return refuse('DEVICE-GONE', {}, error)
}
