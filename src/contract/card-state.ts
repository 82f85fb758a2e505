import { z } from 'zod'

/** ready: print-ready, nothing asked yet. ordered: asked, no site gave the right. claimed: asked or printed by the word of the centre alone (after a restore). granted: may be printed, once. */
export const CARD_STATES = ['ready', 'ordered', 'claimed', 'granted', 'printed', 'issued'] as const
export const cardStateSchema = z.enum(CARD_STATES)
export type CardState = z.infer<typeof cardStateSchema>
