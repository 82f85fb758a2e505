import type { AnswerItem } from '../../formats/wire/wire.ts'

/** How a site took a request. Only `answer` holds something that can count; the rest are states of the site. */
export type Outcome =
  | { kind: 'answer'; items: readonly AnswerItem[] }
  /** 503 with a notice of our format: it takes nothing now. */
  | { kind: 'refusing'; notice: string }
  /** No connection, a cut, a time-out. */
  | { kind: 'unreachable' }
  /** It answered, but not as a site does: a captive portal, a proxy, another program. */
  | { kind: 'not-a-site' }
  /** It refused the request itself (signature, size): a matter for the technician. */
  | { kind: 'rejected'; code: string }
