import type { ProcedureName } from '../../../contract/permissions.ts'

/** A page that the palette opens. `may` is what the page is nothing without, `word` the words of its title. */
export const PLACES = [
  { to: '/queue', word: 'queue.title', may: 'queue.today' },
  { to: '/enrolment', word: 'rooms.enrolment', may: 'enrolment.list' },
  { to: '/enrolment/new', word: 'keys.new', may: 'enrolment.start' },
  { to: '/residents', word: 'residents.title', may: 'resident.listState' },
  { to: '/residents/import', word: 'residents.import', may: 'resident.importList' },
  { to: '/suket', word: 'suket.title', may: 'suket.list' },
  { to: '/suket/check', word: 'suket.checkTitle', may: 'suket.verify' },
  { to: '/suket/recap', word: 'suket.recapTitle', may: 'suket.recap' },
  { to: '/printing', word: 'printing.title', may: 'printing.list' },
  { to: '/printing/where', word: 'printing.where.title', may: 'printing.where' },
  { to: '/upload', word: 'upload.title', may: 'upload.status' },
  { to: '/backup', word: 'backup.title', may: 'backup.status' },
  { to: '/restore/gain', word: 'restore.gain.title', may: 'restore.planGain' },
  { to: '/restore/drill', word: 'restore.drill.title', may: 'restore.drill' },
  { to: '/restore/empty', word: 'restore.empty.title', may: 'restore.proveEmpty' },
  { to: '/board', word: 'board.title', may: 'board.show' },
  { to: '/board/day', word: 'board.day.title', may: 'board.checklist' },
  { to: '/board/report', word: 'board.report.title', may: 'board.report' },
  { to: '/board/recap', word: 'board.recap.title', may: 'board.recap' },
  { to: '/settings', word: 'settings.title', may: 'settings.station' },
  { to: '/settings/accounts', word: 'accounts.title', may: 'account.list' },
  { to: '/settings/guides', word: 'settings.guides.title', may: 'settings.station' },
  { to: '/settings/privacy', word: 'privacy.title', may: 'privacy.requestCounts' },
] as const satisfies readonly { to: string; word: string; may: ProcedureName }[]

/**
 * An act that one page has under a key: chosen on another page, its page is opened and the key is pressed as soon as the page offers it.
 * Only acts that ask before they change anything, or that anybody may repeat.
 */
export const DEEDS = [
  { to: '/queue', word: 'queue.take', may: 'queue.take' },
  { to: '/printing', word: 'printing.blanks.open', may: 'printing.blanks' },
  { to: '/upload', word: 'upload.tryNow', may: 'upload.tryNow' },
  { to: '/backup', word: 'backup.runAll', may: 'backup.run' },
  { to: '/settings/accounts', word: 'accounts.add', may: 'account.add' },
] as const satisfies readonly { to: string; word: string; may: ProcedureName }[]
