/** Keys: what the Dinas does with its own, where no station is. The room's door. */
export { identityFromShares, splitIntoFiles } from './shares.ts'
