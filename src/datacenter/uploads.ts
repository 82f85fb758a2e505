import { Server as TusServer } from '@tus/server'
import { WIRE_PATHS } from '../formats/wire/wire.ts'
import { noticeBody, refusalBody, TROUBLE, type Trouble, troubleOf } from './answers.ts'
import type { Inbox } from './inbox.ts'
import type { Site } from './site.ts'

/** tus speaks of errors as `{status_code, body}`. */
interface TusError {
  readonly status_code: number
  readonly body: string
}

function isTusError(error: unknown): error is TusError {
  return typeof error === 'object' && error !== null && 'status_code' in error && 'body' in error
}

/** tus 1.0 with creation and expiration over the inbox; bytes come by `part-upload.ts` and `whole-upload.ts`. Requests are admitted before they come here. */
export function uploads(site: Site, inbox: Inbox, trouble: Trouble): TusServer {
  return new TusServer({
    path: WIRE_PATHS.upload,
    datastore: inbox.store,
    locker: inbox.locker,
    relativeLocation: true,
    allowedOrigins: [],
    namingFunction: (_, metadata) => metadata?.['key'] ?? '',
    async onUploadCreate(_, upload) {
      const entry = await inbox.announced(upload.id)
      if (entry?.bytes !== upload.size) throw { status_code: 409, body: refusalBody('UPLOAD-NOT-ANNOUNCED') }
      return {}
    },
    // What went wrong inside names paths; the other side hears that it should come again.
    onResponseError(_, error) {
      if (isTusError(error) && error.status_code < 500) return undefined
      trouble(isTusError(error) ? error.body : troubleOf(error))
      return { status_code: 503, body: noticeBody(site, TROUBLE) }
    },
  })
}
