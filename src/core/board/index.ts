/** The door of the room 'board' (papan). */
export { checklist, signList, tick } from './checklist.ts'
export { boardHandlers } from './handlers.ts'
export { recap } from './recap/recap.ts'
export { saveRecap } from './recap/save.ts'
export { saveReport } from './report/keep.ts'
export { makeReport } from './report/make.ts'
export { showBoard } from './show.ts'
