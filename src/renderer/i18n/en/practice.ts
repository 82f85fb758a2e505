import type { practice as source } from '../id/practice.ts'

export const practice: typeof source = {
  title: 'Practice',
  text: 'Everything here is pretended. Do not record real residents. Password: latihan1',
  begin: 'Practice',
  beginText: 'Learn with pretended devices; no real data.',
  anew: 'Begin anew',
  end: 'End the practice',
}
