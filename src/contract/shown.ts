import { z } from 'zod'

/**
 * Recordings behind a figure of the board: sealed today; whose card was printed, or handed over today; without a receipt; gone in a bag; on one device alone without a receipt; with
 * fewer than two verified copies; asked for twice without movement.
 */
export const SHOWN = ['today', 'printed', 'handed', 'waiting', 'exported', 'once', 'short', 'stuck'] as const
export const shownSchema = z.enum(SHOWN)
export type Shown = z.infer<typeof shownSchema>
