/** For tests of other rooms: the work of this one's threads, done in place. */
export { handsHere } from '../engine/hands.ts'
export { verifyDisk } from '../verify/verify-disk.ts'
