import type { UploadStatus } from '../../contract/upload.ts'

type Site = Pick<UploadStatus['sites'][number], 'state' | 'heardAt'>

/** What a site is said to do. One that answered, and that nothing whole reached yet, is not 'untried': a packet takes minutes on a slow line. */
export function shownState({ state, heardAt }: Site): Site['state'] | 'heard' {
  return state === 'unknown' && heardAt !== null ? 'heard' : state
}
