/** Keys: what the Dinas does with its own, where no station is. The room's door. */
export { identityFromShares, ShareTray, splitIntoFiles } from './shares.ts'
export { makeSiteTls } from './site-tls.ts'
