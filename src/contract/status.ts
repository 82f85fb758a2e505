/**
 * Where a record stands, in the official constants of the national system, with the Indonesian word of the counter and
 * a sentence for the resident. The station knows what it did itself (`station`); everything else is what the centre
 * reported (`central`). Which way a status may go is in `status-transitions.ts`.
 */
import { z } from 'zod'

export interface StatusEntry {
  readonly word: string
  readonly en: string
  /** One sentence to say to the resident. */
  readonly tell: { readonly id: string; readonly en: string }
  /** Official short code, printed at the foot of a Suket. */
  readonly short?: string
  /** Who acts next. */
  readonly next: 'resident' | 'station' | 'centre' | 'dinas' | 'nobody'
  /** The four meanings of the screen: safe, waiting, danger, needs a decision. */
  readonly meaning: 'aman' | 'menunggu' | 'bahaya' | 'ganda'
}

export const CENTRAL_STATUSES = [
  'UNREGISTERED',
  'BIO_CAPTURED',
  'PROCESSING',
  'SENT_FOR_ENROLLMENT',
  'RECEIVED_AT_CENTRAL',
  'PRINT_READY_RECORD',
  'DUPLICATE_RECORD',
  'ENROLL_FAILURE_AT_CENTRAL',
  'ENROLL_FAILURE_AT_REGIONAL',
  'SEARCH_FAILURE_AT_CENTRAL',
  'ADJUDICATE_RECORD',
  'REQUEST_VALIDATION',
  'SENT_FOR_CARD_PRINTING',
  'CARD_PRINTED',
  'CARD_SHIPPED',
  'CARD_ISSUED',
] as const

export const centralStatusSchema = z.enum(CENTRAL_STATUSES)
export type CentralStatus = z.infer<typeof centralStatusSchema>

export const STATUS: Readonly<Record<CentralStatus, StatusEntry>> = {
  UNREGISTERED: {
    word: 'belum direkam',
    en: 'not recorded',
    tell: {
      id: 'Anda belum direkam; silakan rekam sekarang.',
      en: 'You have not been recorded yet; you can be recorded now.',
    },
    next: 'resident',
    meaning: 'menunggu',
  },
  BIO_CAPTURED: {
    word: 'sudah direkam, belum dikirim',
    en: 'recorded, not sent',
    tell: {
      id: 'Anda sudah direkam dan rekaman tersimpan di sini; rekaman menunggu dikirim ke pusat data.',
      en: 'You have been recorded and the record is kept here; it waits to be sent to the data centre.',
    },
    next: 'station',
    meaning: 'menunggu',
  },
  PROCESSING: {
    word: 'sedang disiapkan',
    en: 'being prepared',
    tell: {
      id: 'Rekaman Anda sedang disiapkan untuk dikirim.',
      en: 'Your record is being prepared for sending.',
    },
    next: 'station',
    meaning: 'menunggu',
  },
  SENT_FOR_ENROLLMENT: {
    word: 'terkirim, menunggu pusat data',
    en: 'sent, waiting for the data centre',
    tell: {
      id: 'Rekaman Anda sudah dikirim; lamanya pemeriksaan di pusat data tidak dapat dipastikan.',
      en: 'Your record has been sent; how long the data centre takes cannot be said.',
    },
    short: 'SFE',
    next: 'centre',
    meaning: 'menunggu',
  },
  RECEIVED_AT_CENTRAL: {
    word: 'diterima pusat data',
    en: 'received by the data centre',
    tell: {
      id: 'Pusat data sudah menerima rekaman Anda dan sedang memeriksanya.',
      en: 'The data centre has received your record and is checking it.',
    },
    next: 'centre',
    meaning: 'menunggu',
  },
  PRINT_READY_RECORD: {
    word: 'tunggal, siap cetak',
    en: 'unique, ready to print',
    tell: {
      id: 'Data Anda tunggal dan KTP-el siap dicetak.',
      en: 'Your record is unique and your card is ready to be printed.',
    },
    short: 'PRR',
    next: 'dinas',
    meaning: 'aman',
  },
  DUPLICATE_RECORD: {
    word: 'data ganda',
    en: 'duplicate',
    tell: {
      id: 'Anda tercatat pernah direkam lebih dari sekali, jadi KTP-el belum dapat dicetak; Dinas akan memeriksanya.',
      en: 'You appear to have been recorded more than once, so the card cannot be printed yet; the Dinas will look into it.',
    },
    next: 'dinas',
    meaning: 'ganda',
  },
  ENROLL_FAILURE_AT_CENTRAL: {
    word: 'gagal di pusat data',
    en: 'failed at the data centre',
    tell: {
      id: 'Pusat data tidak dapat memakai kiriman rekaman Anda; kami kirim ulang, dan menghubungi Anda hanya bila perlu.',
      en: 'The data centre could not use what was sent; we will send it again and call you only if needed.',
    },
    next: 'station',
    meaning: 'bahaya',
  },
  ENROLL_FAILURE_AT_REGIONAL: {
    word: 'gagal di daerah',
    en: 'failed in the region',
    tell: {
      id: 'Server daerah tidak dapat memakai kiriman rekaman Anda; kami kirim ulang, dan menghubungi Anda hanya bila perlu.',
      en: 'The regional server could not use what was sent; we will send it again and call you only if needed.',
    },
    next: 'station',
    meaning: 'bahaya',
  },
  SEARCH_FAILURE_AT_CENTRAL: {
    word: 'pencarian di pusat data gagal',
    en: 'search failed at the data centre',
    tell: {
      id: 'Pemeriksaan ketunggalan di pusat data gagal; kami kirim ulang dan Anda tidak perlu datang kembali.',
      en: 'The uniqueness check at the data centre failed; we will send it again and you need not come back.',
    },
    next: 'station',
    meaning: 'bahaya',
  },
  ADJUDICATE_RECORD: {
    word: 'ajudikasi',
    en: 'adjudication',
    tell: {
      id: 'Data Anda mirip dengan data lain dan sedang diputuskan oleh pusat data.',
      en: 'Your record resembles another one and the data centre is deciding.',
    },
    next: 'centre',
    meaning: 'ganda',
  },
  REQUEST_VALIDATION: {
    word: 'perlu pengesahan',
    en: 'validation requested',
    tell: {
      id: 'Pusat data meminta Dinas mengesahkan data Anda.',
      en: 'The data centre asks the Dinas to validate your record.',
    },
    next: 'dinas',
    meaning: 'ganda',
  },
  SENT_FOR_CARD_PRINTING: {
    word: 'dikirim untuk dicetak',
    en: 'sent for printing',
    tell: { id: 'KTP-el Anda sedang dicetak.', en: 'Your card is being printed.' },
    next: 'dinas',
    meaning: 'aman',
  },
  CARD_PRINTED: {
    word: 'sudah dicetak',
    en: 'printed',
    tell: { id: 'KTP-el Anda sudah dicetak.', en: 'Your card has been printed.' },
    next: 'dinas',
    meaning: 'aman',
  },
  CARD_SHIPPED: {
    word: 'kartu dikirim',
    en: 'card shipped',
    tell: {
      id: 'KTP-el Anda sedang dalam perjalanan ke tempat pengambilan.',
      en: 'Your card is on its way to where you collect it.',
    },
    next: 'station',
    meaning: 'aman',
  },
  CARD_ISSUED: {
    word: 'kartu diserahkan',
    en: 'card handed over',
    tell: { id: 'KTP-el sudah diserahkan kepada Anda.', en: 'Your card has been handed over to you.' },
    next: 'nobody',
    meaning: 'aman',
  },
}

/** The short code where there is an official one, the constant otherwise: the foot of the Suket. */
export function statusCode(status: CentralStatus): string {
  return STATUS[status].short ?? status
}

/**
 * The centre has the record, or it is on its way there: another recording of the same NIK would come back as DUPLICATE_RECORD. A failure
 * or a wish for validation is none of these: then a new recording may be what mends it.
 */
const AT_CENTRE: ReadonlySet<CentralStatus> = new Set<CentralStatus>([
  'SENT_FOR_ENROLLMENT',
  'RECEIVED_AT_CENTRAL',
  'PRINT_READY_RECORD',
  'DUPLICATE_RECORD',
  'ADJUDICATE_RECORD',
  'SENT_FOR_CARD_PRINTING',
  'CARD_PRINTED',
  'CARD_SHIPPED',
  'CARD_ISSUED',
])

/** Whether another recording of the same NIK would become a duplicate. */
export function isAtCentre(status: CentralStatus): boolean {
  return AT_CENTRE.has(status)
}

/** A status in the words of the counter. */
export function statusWord(status: CentralStatus, language: 'id' | 'en'): string {
  return STATUS[status][language === 'id' ? 'word' : 'en']
}

export function isCentralStatus(status: string): status is CentralStatus {
  return Object.hasOwn(STATUS, status)
}

/** The word of a status; one that has none, of a newer centre, is shown by its code. */
export function statusText(status: string, language: 'id' | 'en'): string {
  return isCentralStatus(status) ? statusWord(status, language) : status
}
