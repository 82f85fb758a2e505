import type { AnswerItem } from '../../formats/wire/wire.ts'

/** How a site took a request. Only `answer` holds something that can count; the rest are states of the site. */
export type Outcome =
  | { kind: 'answer'; items: readonly AnswerItem[] }
  /** 503 with a notice of our format: it takes nothing now. */
  | { kind: 'refusing'; notice: string }
  /** No connection, a cut, a time-out. */
  | { kind: 'unreachable' }
  /** Somebody answers, but does not prove to be the site: certificate out of its time, or of another. */
  | { kind: 'untrusted'; code: 'UPLOAD-TLS' | 'UPLOAD-TLS-TIME' }
  /** It answered, but not as a site does: a captive portal, a proxy, another program. */
  | { kind: 'not-a-site' }
  /** It refused the request itself (signature, size): a matter for the technician. */
  | { kind: 'rejected'; code: string }

/** What the log of a site says of an outcome: its state, and its own words or the code of ours. */
export function stateOf(outcome: Outcome): {
  state: 'open' | 'refusing' | 'unreachable'
  notice: string | null
} {
  switch (outcome.kind) {
    case 'answer':
      return { state: 'open', notice: null }
    case 'refusing':
      return { state: 'refusing', notice: outcome.notice }
    case 'unreachable':
      return { state: 'unreachable', notice: null }
    case 'not-a-site':
      return { state: 'unreachable', notice: 'UPLOAD-NO-RECEIPT' }
    case 'untrusted':
      return { state: 'unreachable', notice: outcome.code }
    default:
      return { state: 'refusing', notice: outcome.code }
  }
}
