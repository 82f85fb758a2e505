import { z } from 'zod'

/** 128 random bits as 26 lower-case Crockford base32 characters: packets, drafts, disks, epochs, bags. */
export const idSchema = z.string().regex(/^[0-9a-hjkmnp-tv-z]{26}$/)

/** Station code as the Dinas' profile gives it, e.g. `5272-01-A`. */
export const stationCodeSchema = z.string().regex(/^[A-Z0-9-]{3,20}$/)

export const siteCodeSchema = z.enum(['mmu', 'batam'])
/** A Dinas' collecting post: it holds packets on their way, and is not the centre. */
export const postCodeSchema = z.string().regex(/^pos-[a-z0-9-]{1,15}[a-z0-9]$/)
/** Whatever site a profile may name. */
export const anySiteSchema = z.union([siteCodeSchema, postCodeSchema])
export type SiteCode = z.infer<typeof siteCodeSchema>
