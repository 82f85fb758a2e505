import { z } from 'zod'
import { Fault } from '../../lib/fault.ts'
import type { Here, Language } from './view.ts'

const fromJson = z.string().transform((text, context): unknown => {
  try {
    return JSON.parse(text)
  } catch (error) {
    context.addIssue({ code: 'custom', message: String(error) })
    return z.NEVER
  }
})

const schema = z.object({
  language: z.enum(['id', 'en']),
  path: z.enum(['/', '/kasus', '/stasiun', '/check', '/reply']),
  typed: fromJson.pipe(z.record(z.string(), z.string())),
  code: z.string().min(1).optional(),
  params: fromJson.pipe(z.record(z.string(), z.union([z.string(), z.number()]))).optional(),
})

/** Which page is to be shown again and in which language, as the button of the other language says it; undefined for what it never says. */
export function againOf(
  form: Readonly<Record<string, string>>,
): { language: Language; here: Here } | undefined {
  const read = schema.safeParse(form).data
  if (!read) return undefined
  const { language, path, typed, code, params = {} } = read
  return {
    language,
    here: { path, typed, ...(code === undefined ? {} : { fault: new Fault(code, params) }) },
  }
}
