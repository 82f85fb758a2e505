import { z } from 'zod'
import { empty, instant, procedure } from './base.ts'
import { siteCodeSchema } from './ids.ts'
import { centralStatusSchema } from './status.ts'
import { sentences } from './sentences.ts'

export const siteStateSchema = z.object({
  code: siteCodeSchema,
  name: z.string(),
  /** unknown before the first try; open = takes uploads; refusing = says no; unreachable = no answer. */
  state: z.enum(['unknown', 'open', 'refusing', 'unreachable']),
  since: instant.nullable(),
  notice: z.string().nullable(),
  nextProbeAt: instant.nullable(),
})

export const followUpSchema = z.object({
  status: centralStatusSchema,
  count: z.number(),
  /** Since when the oldest of them stands. */
  oldest: instant,
  /** Whether the official reset is open: back to BIO_CAPTURED, and sent again. */
  resend: z.boolean(),
})
export type FollowUp = z.infer<typeof followUpSchema>

export const uploadStatusSchema = z.object({
  sites: z.array(siteStateSchema),
  waiting: z.number(),
  oldestWaiting: instant.nullable(),
  received: z.number(),
  work: z.array(z.object({ recording: z.string(), code: z.string(), at: instant })),
  /** Statuses that stand still until somebody does something. */
  followUps: z.array(followUpSchema),
  running: z.boolean(),
})
export type UploadStatus = z.infer<typeof uploadStatusSchema>

export const uploadContract = {
  status: procedure.input(empty).output(uploadStatusSchema),
  /** Tries both sites once, now. A refusing site is a result, not an error. */
  tryNow: procedure.input(empty).output(uploadStatusSchema),
  /** A supervisor sends all recordings of one status again, with the next attempt. UPLOAD-SUPERVISOR, UPLOAD-NO-RESET. */
  reset: procedure
    .input(z.object({ status: centralStatusSchema, reason: z.string().trim().min(3).max(200) }))
    .output(uploadStatusSchema),
}

export const uploadSentences = sentences({
  'UPLOAD-REFUSED': [
    'Pusat data tidak menerima pengiriman.',
    '{waiting} rekaman menunggu; semuanya tersimpan di stasiun ini.',
    'Teruskan perekaman. Bila perlu, buat ekspor manual.',
    'The data centre does not take uploads.',
    '{waiting} recordings are waiting; all are kept at this station.',
    'Go on recording. Make a manual export if needed.',
  ],
  'UPLOAD-UNREACHABLE': [
    'Pusat data tidak dapat dihubungi.',
    '{waiting} rekaman menunggu; semuanya tersimpan di stasiun ini.',
    'Teruskan perekaman. Pengiriman dicoba lagi sendiri.',
    'The data centre cannot be reached.',
    '{waiting} recordings are waiting; all are kept at this station.',
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
  'UPLOAD-SUPERVISOR': [
    'Mengirim ulang hanya boleh diputuskan oleh penyelia.',
    'Status dan rekaman tidak berubah.',
    'Minta penyelia masuk dengan akunnya, lalu ulangi.',
    'Only a supervisor may decide to send again.',
    'Statuses and recordings have not changed.',
    'Ask a supervisor to log in, then try again.',
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
