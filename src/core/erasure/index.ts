/** Erasure: what a retention's end destroyed stays destroyed. It knows every room's tables and no room. Its door. */
export { isErased, refuseErased } from './is-erased.ts'
export { settleErased } from './settle.ts'
