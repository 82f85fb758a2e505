import { z } from 'zod'
import { text, utf8 } from '../../lib/bytes.ts'
import { decodeJson, encodeJson, formatHead, type JsonFormat } from '../json.ts'

const part = z
  .string()
  .max(64_000)
  .regex(/^[A-Za-z0-9_-]+$/)

const schema = z.object({
  ...formatHead('rekam-signed-answer'),
  /** First and last part of the compact JWS. */
  protected: part,
  signature: part,
  /** The payload's text before and after the picture in base64url. */
  before: z.string().max(64_000),
  after: z.string().max(64_000),
})

const format: JsonFormat<typeof schema> = {
  name: 'rekam-signed-answer',
  version: 1,
  limit: 256 << 10,
  schema,
}

/** What a scanner signed (a compact JWS of SBI) without the picture that lies beside it. Fault FORMAT-INVALID. */
export function detachRecord(jws: Uint8Array, record: Uint8Array): Uint8Array {
  const [header = '', payload = '', signature = ''] = text(jws).split('.')
  const said = Buffer.from(payload, 'base64url').toString('utf8')
  const picture = Buffer.from(record).toString('base64url')
  const at = said.indexOf(picture)
  return encodeJson(format, {
    format: 'rekam-signed-answer',
    version: 1,
    protected: header,
    signature,
    before: said.slice(0, Math.max(at, 0)),
    after: said.slice(at < 0 ? 0 : at + picture.length),
  })
}

/** The scanner's compact JWS again, byte for byte. Faults FORMAT-UNREADABLE, FORMAT-NEWER. */
export function joinRecord(answer: Uint8Array, record: Uint8Array): Uint8Array {
  const { protected: header, signature, before, after } = decodeJson(format, answer)
  const payload = `${before}${Buffer.from(record).toString('base64url')}${after}`
  return utf8(`${header}.${Buffer.from(payload).toString('base64url')}.${signature}`)
}
