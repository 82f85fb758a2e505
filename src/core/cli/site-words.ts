import type { Words } from '../../contract/words.ts'

/** What a site does with uploads. */
export const SITE_WORDS: Readonly<Record<'unknown' | 'open' | 'refusing' | 'unreachable', Words>> = {
  unknown: { id: 'belum dicoba', en: 'not tried yet' },
  open: { id: 'menerima', en: 'takes uploads' },
  refusing: { id: 'menolak', en: 'refuses uploads' },
  unreachable: { id: 'tidak terjangkau', en: 'cannot be reached' },
}
