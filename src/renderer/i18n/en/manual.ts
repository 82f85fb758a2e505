import type { manual as source } from '../id/manual.ts'

export const manual: typeof source = {
  title: 'Manual',
  contents: 'Contents',
  search: 'Search the manual',
  pictureOf: 'Picture of the screen: {{title}}',
  none: 'No page matches.',
  close: 'Close the manual',
  saveBook: 'Save the manual (PDF)',
  endBook: 'End the making of the manual',
  saveCard: 'Save the emergency card (PDF)',
  bookFile: 'Rekam manual',
  cardFile: 'Emergency card',
  saved: 'Saved: {{path}}',
}
