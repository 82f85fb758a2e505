import type { practice as source } from '../id/practice.ts'

export const practice: typeof source = {
  title: 'Practice',
  text: 'Everything here is pretended and valid nowhere. Do not record real residents. Password: latihan1',
  facing: 'PRACTICE: this is no real recording.',
  begin: 'Practice',
  beginText: 'Learn with pretended devices; no real data.',
  goOn: 'Go on practising',
  anew: 'Begin anew',
  anewText: 'Begin anew: everything made in practice is thrown away, and a new practice is opened.',
  end: 'End the practice',
  endText:
    'End the practice: Rekam opens again with the real station. The practice is kept for another time.',
}
