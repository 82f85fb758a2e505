import { z } from 'zod'
import { empty, instant, procedure } from './base.ts'
import { idSchema, postCodeSchema, siteCodeSchema } from './ids.ts'
import { centralStatusSchema } from './status.ts'
import { sentences } from './sentences.ts'
import { nextStepSchema } from './next-step.ts'

export const siteStateSchema = z.object({
  code: siteCodeSchema,
  name: z.string(),
  /** unknown before the first try; open = takes uploads; refusing = says no; unreachable = no answer. */
  state: z.enum(['unknown', 'open', 'refusing', 'unreachable']),
  since: instant.nullable(),
  /** The site's own words. */
  notice: z.string().nullable(),
  /** Our code for what is wrong, where the site said nothing itself. */
  trouble: z.string().nullable(),
  nextProbeAt: instant.nullable(),
  /** When it answered last, to whatever question. */
  heardAt: instant.nullable(),
})
/** The same of a collecting post. */
export const postStateSchema = siteStateSchema.extend({ code: postCodeSchema })

export const followUpSchema = z.object({
  status: centralStatusSchema,
  count: z.number(),
  /** Since when the oldest of them stands. */
  oldest: instant,
  /** Whether the official reset is open: back to BIO_CAPTURED, and sent again. */
  resend: z.boolean(),
  /** What is done next, with how many of them, and at which of their sendings they are. */
  steps: z.array(
    z.object({ step: nextStepSchema, count: z.number(), oldest: instant, from: z.number(), to: z.number() }),
  ),
})
export type FollowUp = z.infer<typeof followUpSchema>

export const paceSchema = z.enum(['full', 'limited', 'paused'])
/** How the queue uses the line: all of it, a part, or not at all. */
export type Pace = z.infer<typeof paceSchema>

const timeOfDay = z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/)

export const lineSettingsSchema = z
  .object({
    /** What `limited` means, in kbit/s. */
    kbits: z.number().int().min(8).max(1_000_000),
    /** The office's hours in the station's own zone, on these weekdays (0 Sunday). */
    hours: z
      .object({
        from: timeOfDay,
        to: timeOfDay,
        days: z.array(z.number().int().min(0).max(6)).max(7),
      })
      .strict(),
    inside: paceSchema,
    outside: paceSchema,
  })
  .strict()
export type LineSettings = z.infer<typeof lineSettingsSchema>

/** What is under way: a packet, how much of it is there, and how long all that waits will take. */
export const uploadProgressSchema = z.object({
  site: z.string(),
  /** Number of this packet in the turn, and how many wait, this one included. */
  packet: z.number(),
  left: z.number(),
  bytes: z.number(),
  there: z.number(),
  bytesPerSecond: z.number(),
  secondsLeft: z.number().nullable(),
})
export type UploadProgress = z.infer<typeof uploadProgressSchema>

export const uploadStatusSchema = z.object({
  sites: z.array(siteStateSchema),
  posts: z.array(postStateSchema),
  /** Of those that wait, what collecting posts hold: how many, and since when the oldest lies there. */
  atPosts: z.object({ count: z.number(), oldest: instant.nullable() }),
  waiting: z.number(),
  /** Of those, what stays here for now: its exceptions wait for a penyelia, or it is being amended. */
  held: z.number(),
  oldestWaiting: instant.nullable(),
  received: z.number(),
  /** Packets that a person has to look at, the oldest first: as many as are shown at once, and how many there are. */
  work: z.array(z.object({ recording: z.string(), code: z.string(), at: instant, attempt: z.number() })),
  workTotal: z.number(),
  /** Statuses that stand still until somebody does something. */
  followUps: z.array(followUpSchema),
  running: z.boolean(),
  /** A person stopped it: by itself it goes on then. */
  stoppedUntil: instant.nullable(),
  /** The station's own proposal to carry by hand: since when nobody took anything, and after how many hours it is due. */
  proposal: z.object({ since: instant, hours: z.number() }).nullable(),
  progress: uploadProgressSchema.nullable(),
  /** The line's settings, and how it may be used at this moment. */
  line: lineSettingsSchema.extend({ pace: paceSchema }),
})
export type UploadStatus = z.infer<typeof uploadStatusSchema>

/** Whether a refusal speaks of a bag or its medium: nothing is wrong with the packet, and it is free for the next bag and the line. */
export function isOfBag(code: string): boolean {
  return code.startsWith('BAG-')
}

export const uploadContract = {
  status: procedure.input(empty).output(uploadStatusSchema),
  /** Tries both sites once, now; in hours that are kept free for the office only a few packets. A refusing site is a result, not an error. */
  tryNow: procedure.input(empty).output(uploadStatusSchema),
  /** Stops what is being sent, and keeps the queue still for a while unless a person asks: what was half sent goes on at its byte. */
  stop: procedure.input(empty).output(uploadStatusSchema),
  /** A supervisor sets how the line is used. UPLOAD-LINE-SUPERVISOR. */
  setLine: procedure.input(lineSettingsSchema).output(uploadStatusSchema),
  /** A supervisor puts packets that were refused one by one, or that failed, into the line again as they are. UPLOAD-SUPERVISOR. */
  resend: procedure
    .input(
      z
        .object({
          recordings: z.array(idSchema).min(1).max(100),
          reason: z.string().trim().min(3).max(200),
        })
        .strict(),
    )
    .output(uploadStatusSchema),
  /** A supervisor sends all recordings of one status again, or those of it that have one next step, with the next attempt. UPLOAD-SUPERVISOR, UPLOAD-NO-RESET. */
  reset: procedure
    .input(
      z
        .object({
          status: centralStatusSchema,
          step: nextStepSchema.optional(),
          reason: z.string().trim().min(3).max(200),
        })
        .strict(),
    )
    .output(uploadStatusSchema),
}

export const uploadSentences = sentences({
  'UPLOAD-REFUSED': [
    'Pusat data tidak menerima pengiriman.',
    '{waiting} rekaman menunggu; semuanya tersimpan di stasiun ini.',
    'Teruskan perekaman. Bila perlu, buat ekspor manual.',
    'The data centre does not take uploads.',
    '{waiting} {waiting, recording is|recordings are} waiting; {waiting, it is|all are} kept at this station.',
    'Go on recording. Make a manual export if needed.',
  ],
  'UPLOAD-EXPORT-DUE': [
    'Sejak {since} tidak ada pusat data yang menerima pengiriman.',
    '{waiting} rekaman menunggu; semuanya tersimpan di stasiun ini.',
    'Buat ekspor manual sekarang dan bawa dengan surat pengantarnya ke pusat data, atau ke pos pengumpul yang meneruskannya.',
    'Since {since} no data centre has taken uploads.',
    '{waiting} {waiting, recording is|recordings are} waiting; {waiting, it is|all are} kept at this station.',
    'Make a manual export now and carry it with its letter to the data centre, or to a collecting post that passes it on.',
  ],
  'UPLOAD-UNREACHABLE': [
    'Pusat data tidak dapat dihubungi.',
    '{waiting} rekaman menunggu; semuanya tersimpan di stasiun ini.',
    'Teruskan perekaman. Pengiriman dicoba lagi sendiri.',
    'The data centre cannot be reached.',
    '{waiting} {waiting, recording is|recordings are} waiting; {waiting, it is|all are} kept at this station.',
    'Go on recording. Sending will be tried again by itself.',
  ],
  'UPLOAD-PACKET-REFUSED': [
    'Satu paket ditolak pusat data: {why}.',
    'Paket lain tetap dikirim; paket ini tersimpan di sini.',
    'Buka daftar kerja di halaman Pengiriman.',
    'One packet was refused by the data centre: {why}.',
    'Other packets go on; this one is kept here.',
    'Open the work list on the Sending page.',
  ],
  'UPLOAD-NO-RECEIPT': [
    'Situs menjawab tanpa tanda terima yang sah.',
    'Rekaman tidak dianggap diterima dan tetap di antrean.',
    'Periksa apakah jaringan meminta login; lalu coba lagi.',
    'The site answered without a valid receipt.',
    'The recording does not count as received and stays in the queue.',
    'Check whether the network asks for a login; then try again.',
  ],
  'RECEIPT-SERIAL': [
    'Situs memberi nomor tanda terima yang sudah dipakai untuk paket lain.',
    'Tanda terima ini sah dan tetap dicatat; rekaman tidak dikirim lagi.',
    'Laporkan ke Dinas: situs mungkin dipulihkan dari simpanan lama dan kehilangan paket lain.',
    'The site gave a receipt number that it had given to another packet.',
    'This receipt is valid and is kept; the recording is not sent again.',
    'Report it to the Dinas: the site may have been restored from an older store and have lost other packets.',
  ],
  'UPLOAD-STUCK': [
    'Satu paket berkali-kali gagal terkirim.',
    'Paket lain tetap dikirim; paket ini tersimpan di sini dan dicoba lagi sendiri.',
    'Bila terus gagal, bawa paket ini dengan ekspor manual.',
    'One packet failed to get through again and again.',
    'Other packets go on; this one is kept here and tried again by itself.',
    'If it goes on failing, carry it by manual export.',
  ],
  'UPLOAD-TLS': [
    'Situs tidak dapat membuktikan bahwa ia pusat data.',
    'Tidak ada yang dikirim ke situs itu; semua rekaman menunggu di sini.',
    'Periksa apakah jaringan meminta login; bila tetap, laporkan kepada Dinas.',
    'The site does not prove to be the data centre.',
    'Nothing was sent to it; all recordings wait here.',
    'Check whether the network asks for a login; if it goes on, tell the Dinas.',
  ],
  'UPLOAD-TLS-TIME': [
    'Sertifikat situs tidak berlaku menurut jam komputer ini.',
    'Tidak ada yang dikirim ke situs itu; semua rekaman menunggu di sini.',
    'Periksa tanggal dan jam komputer; bila benar, laporkan kepada Dinas.',
    "The site's certificate does not hold by this computer's clock.",
    'Nothing was sent to it; all recordings wait here.',
    'Check date and time of the computer; if they are right, tell the Dinas.',
  ],
  'UPLOAD-LINE-MALFORMED': [
    'Pengaturan jalur tidak terbaca.',
    'Pengaturan tidak berubah; pengiriman berjalan seperti sebelumnya.',
    'Tulis jam sebagai 08:00-16:00, hari sebagai angka 0 sampai 6, dan kecepatan 8 kbit/detik ke atas.',
    'The settings of the line cannot be read.',
    'The settings have not changed; sending goes on as before.',
    'Write hours as 08:00-16:00, days as digits 0 to 6, and a rate of 8 kbit/s or more.',
  ],
  'UPLOAD-LINE-SUPERVISOR': [
    'Pemakaian jalur internet hanya boleh diatur oleh penyelia.',
    'Pengaturan tidak berubah; pengiriman berjalan seperti sebelumnya.',
    'Minta penyelia masuk dengan akunnya, lalu ulangi.',
    'Only a supervisor may set how the line is used.',
    'The settings have not changed; sending goes on as before.',
    'Ask a supervisor to log in, then try again.',
  ],
  'UPLOAD-SUPERVISOR': [
    'Mengirim ulang hanya boleh diputuskan oleh penyelia.',
    'Status dan rekaman tidak berubah.',
    'Minta penyelia masuk dengan akunnya, lalu ulangi.',
    'Only a supervisor may decide to send again.',
    'Statuses and recordings have not changed.',
    'Ask a supervisor to log in, then try again.',
  ],
  'UPLOAD-REASON': [
    'Alasan mengirim lagi belum ditulis.',
    'Status dan rekaman tidak berubah.',
    'Ulangi dengan --reason dan sedikitnya tiga huruf.',
    'The reason for sending again is missing.',
    'Statuses and recordings have not changed.',
    'Repeat with --reason and three letters at least.',
  ],
  'UPLOAD-NO-RESET': [
    'Status ini tidak dapat dikembalikan untuk dikirim ulang.',
    'Status dan rekaman tidak berubah.',
    'Tunggu keputusan pusat data atau Dinas.',
    'This status cannot be taken back and sent again.',
    'Statuses and recordings have not changed.',
    'Wait for the decision of the data centre or the Dinas.',
  ],
})
