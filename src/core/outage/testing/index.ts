/** For tests of other rooms. */
export { listNotices } from '../notices.ts'
