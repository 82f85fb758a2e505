/** The door of the room 'outage' (gangguan): when the sites took nothing, and what was written about it. */
export { outageHandlers } from './handlers.ts'
export { importNotice, keepNotice, NOTICE_LIMIT, readNotice } from './notices.ts'
export { showOutage } from './show.ts'
export { outageStream } from './stream.ts'
