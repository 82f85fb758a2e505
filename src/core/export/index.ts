/** The door of the room 'export' (ekspor manual): bags of packets by hand, and the receipts that come back. */
export { exportHandlers } from './handlers.ts'
export { planned } from './choose.ts'
export { letterOf } from './letter-pdf.ts'
export { makeBag } from './make.ts'
export { takeReceipts, type TakenReceipts } from './receipts.ts'
export { exportStream } from './stream.ts'
export { listBags } from './queries.ts'
