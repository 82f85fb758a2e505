import type { UploadStatus } from '../../../contract/upload.ts'
import type { Meaning } from '../../ui/theme.ts'

type Site = UploadStatus['sites'][number]

/** What a site does, as a meaning. No network is normal here, so nothing of it is a danger. */
export const SITE_MEANING: Record<Site['state'], Meaning> = {
  unknown: 'menunggu',
  open: 'aman',
  refusing: 'menunggu',
  unreachable: 'menunggu',
}

/** What all sites say with one voice; null where they differ or are silent. */
export function commonNotice(sites: readonly Pick<Site, 'notice'>[]): string | null {
  const [first, ...rest] = sites.map(({ notice }) => notice)
  return rest.length > 0 && first && rest.every((notice) => notice === first) ? first : null
}

/**
 * Whether the data centre as a whole refuses: something waits, no site is open and at least one said no. A site that cannot be
 * reached refuses nothing.
 */
export function isRefused({ sites, waiting }: Pick<UploadStatus, 'sites' | 'waiting'>): boolean {
  const states = new Set(sites.map(({ state }) => state))
  return waiting > 0 && states.has('refusing') && !states.has('open')
}
