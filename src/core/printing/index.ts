/** The door of the room 'printing' (cetak kartu): print rights, cards, blanks, hand-over. */
export { printingStream } from './destroy.ts'
export { fileCarriedAnswer, ordersToCarry } from './carried.ts'
export { printingHandlers } from './handlers.ts'
export { saveSlip } from './visit/slip.ts'
export { settleVisits, visitsOf } from './visit/visits.ts'
export { whereIsCard } from './visit/where.ts'
export { startPrintingService } from './service.ts'
