/** For tests of other rooms: what an operator does with cards. */
export { receiveBlanks } from '../blanks.ts'
export { markMisprint, markPrinted } from '../life.ts'
export { orderCards } from '../orders.ts'
export { cardRow } from '../queries.ts'
