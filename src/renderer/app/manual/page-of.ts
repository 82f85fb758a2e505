import type { ManualName } from '../../../contract/manual/pages.ts'

/** Which page of the manual speaks about a route: F1 opens it. A route without one fails the test beside this file. */
export const PAGE_OF: Readonly<Record<string, ManualName>> = {
  '/': 'recordings',
  '/queue': 'queue',
  '/enrolment': 'recordings',
  '/enrolment/new': 'begin-recording',
  '/enrolment/draft/$id': 'recording',
  '/enrolment/sealed/$id': 'sealed',
  '/enrolment/recording/$id': 'sealed',
  '/residents': 'residents',
  '/residents/import': 'residents',
  '/residents/$key': 'residents',
  '/suket': 'suket',
  '/suket/check': 'suket-check',
  '/suket/recap': 'suket-recap',
  '/suket/$id': 'suket',
  '/printing': 'cards',
  '/upload': 'sending',
  '/backup': 'backup',
  '/restore/gain': 'gain',
  '/restore/drill': 'drill',
  '/restore/empty': 'empty',
  '/board': 'board',
  '/settings': 'settings',
  '/settings/guides': 'emergency',
  '/settings/accounts': 'accounts',
}
