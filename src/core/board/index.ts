/** The door of the room 'board' (papan). */
export { boardHandlers, showBoard } from './handlers.ts'
