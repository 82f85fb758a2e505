import { z } from 'zod'
import { decodeJson, type JsonFormat } from '../../formats/json.ts'
import { answerFormat, noticeFormat } from '../../formats/wire/wire.ts'
import { isFault } from '../../lib/fault.ts'
import type { Outcome } from './outcome.ts'
import type { Reply } from './site-http.ts'

const rejectionSchema = z.object({
  format: z.literal('rekam-refusal'),
  code: z.string().regex(/^[A-Z][A-Z0-9-]{2,60}$/),
})

function rejectionOf(body: Uint8Array): string | undefined {
  try {
    const parsed = rejectionSchema.safeParse(JSON.parse(Buffer.from(body).toString('utf8')))
    return parsed.success ? parsed.data.code : undefined
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}

/** What a site said, or how it did not: what an Outcome is for questions of any format. */
export type Heard<T> = { readonly kind: 'answer'; readonly answer: T } | Exclude<Outcome, { kind: 'answer' }>

/**
 * Reads a site's answer. A 200 alone says nothing (captive portals answer 200): what counts is a document of our format that names
 * this site. A 503 counts as a refusal only with a notice of our format.
 */
export function hear<T extends { readonly site: string }>(
  format: JsonFormat<z.ZodType<T>>,
  site: string,
  { status, body }: Reply,
): Heard<T> {
  try {
    if (status === 200) {
      const answer = decodeJson(format, body)
      return answer.site === site ? { kind: 'answer', answer } : { kind: 'not-a-site' }
    }
    if (status === 503) {
      const notice = decodeJson(noticeFormat, body)
      return notice.site === site ? { kind: 'refusing', notice: notice.notice } : { kind: 'not-a-site' }
    }
  } catch (error) {
    if (!isFault(error)) throw error
    return { kind: 'not-a-site' }
  }
  const code = rejectionOf(body)
  return code === undefined ? { kind: 'not-a-site' } : { kind: 'rejected', code }
}

/** What a site answered to packets. */
export function readAnswer(site: string, status: number, body: Uint8Array): Outcome {
  const heard = hear(answerFormat, site, { status, body })
  return heard.kind === 'answer' ? { kind: 'answer', items: heard.answer.items } : heard
}
