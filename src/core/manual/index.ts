/** The door of the room 'manual' (panduan). */
export { manualHandlers } from './handlers.ts'
export { makeManual } from './make.ts'
