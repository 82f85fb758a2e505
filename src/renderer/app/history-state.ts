import '@tanstack/react-router'
import type { Purpose } from '../../contract/application.ts'
import type { Age } from '../../contract/ages.ts'
import type { Shown } from '../../contract/enrolment.ts'
import type { CardState } from '../../contract/printing.ts'
import type { CentralStatus } from '../../contract/status.ts'

/** What a page hands to the next one without writing it into the address: personal data stays out of it. */
declare module '@tanstack/react-router' {
  interface HistoryState {
    /** A NIK that was scanned into the search and is to be recorded. */
    nik?: string
    /** With a NIK: the form begins with what the Dinas' list says. */
    listed?: boolean
    /** What the number was drawn for. */
    purpose?: Purpose
    /** The number of the queue whose recording begins. */
    ticket?: string
    /** Whose number that is. */
    name?: string
    /** What the residents' list is searched for at once. */
    asked?: string
    /** The status whose recordings are to be shown. */
    status?: CentralStatus
    /** With a status: how long recordings have had it. */
    age?: Age
    /** The list behind a figure of the board that is to be shown. */
    show?: Shown
    /** Letters issued today alone. */
    letters?: 'today'
    /** The state whose cards are to be shown. */
    cards?: CardState
    /** A QR text that was scanned into a search. */
    qr?: string
    /** The drill begins as soon as its page is open. */
    begin?: boolean
  }
}
