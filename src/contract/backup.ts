import { z } from 'zod'
import { eventIterator } from '@orpc/contract'
import { day, empty, instant, procedure, progressSchema } from './base.ts'
import { idSchema } from './ids.ts'
import { sentences } from './sentences.ts'

export const diskKindSchema = z.enum(['desk', 'rotation'])

/** Why a volume cannot be used, for people in `driveWhyWords`. */
export const driveWhySchema = z.enum([
  'same-disk',
  'marker-damaged',
  'not-signed',
  'copied',
  'too-small',
  'unreadable',
  'lost',
])
export type DriveWhy = z.infer<typeof driveWhySchema>

/** Each reason in Indonesian and English. */
export const driveWhyWords: Record<DriveWhy, { readonly id: string; readonly en: string }> = {
  'same-disk': {
    id: 'Disk ini tempat stasiun sendiri: salinan di sini bukan salinan.',
    en: 'The station itself lies on this disk: a copy here is no copy.',
  },
  'marker-damaged': {
    id: 'Tanda pengenal disk ini rusak. Periksa isinya dengan Verifikasi.',
    en: "This disk's marker is damaged. Check what is on it with Verify.",
  },
  'not-signed': {
    id: 'Tanda pengenal disk ini bukan buatan stasiun ini.',
    en: "This disk's marker was not made by this station.",
  },
  copied: {
    id: 'Folder REKAM di disk ini disalin dari disk lain.',
    en: 'The REKAM folder on this disk was copied from another disk.',
  },
  'too-small': {
    id: 'Disk ini terlalu kecil.',
    en: 'This disk is too small.',
  },
  unreadable: {
    id: 'Disk ini tidak dapat dibaca.',
    en: 'This disk cannot be read.',
  },
  lost: {
    id: 'Disk ini pernah dilaporkan hilang: isinya tidak dipercaya lagi.',
    en: 'This disk was reported lost: what is on it is trusted no more.',
  },
}

/** A mounted volume as the window shows it. */
export const driveSchema = z.object({
  mount: z.string(),
  name: z.string(),
  fs: z.string(),
  bytes: z.number(),
  free: z.number(),
  /** paired = ours; unknown = can be paired; foreign = another station's; readonly; unusable (with why). */
  state: z.enum(['paired', 'unknown', 'foreign', 'readonly', 'unusable']),
  why: driveWhySchema.optional(),
  disk: idSchema.optional(),
})
export type Drive = z.infer<typeof driveSchema>

export const diskSchema = z.object({
  id: idSchema,
  label: z.string(),
  kind: diskKindSchema,
  colour: z.string(),
  place: z.string(),
  /** Who has it; empty when nobody was named. */
  holder: z.string(),
  /** The day by which it is to be connected again. */
  dueOn: day.nullable(),
  mount: z.string().nullable(),
  /** Last commit that was read back; null before the first. */
  lastCommitAt: instant.nullable(),
  lastSequence: z.number(),
  packets: z.number(),
  /** Packets of this station that are not on this disk yet. */
  behind: z.number(),
  level: z.enum(['L0', 'L1', 'L2']).nullable(),
  running: progressSchema.nullable(),
  problem: z.string().nullable(),
})
export type Disk = z.infer<typeof diskSchema>

/** A disk reported lost, with what that cost as of then. */
export const lostDiskSchema = z.object({
  disk: idSchema,
  label: z.string(),
  at: instant,
  noticedOn: day,
  place: z.string(),
  holder: z.string(),
  /** Packets that were on it. */
  packets: z.number(),
  /** Of these, how many nobody but this computer had from then on. */
  onceOnly: z.number(),
  /** Of these, how many fell below the places that the Dinas' policy asks for. */
  below: z.number(),
})

export const diskLossSchema = lostDiskSchema.extend({
  /** The first 1,000 of each. */
  onceOnlyPackets: z.array(z.string()),
  belowPackets: z.array(z.string()),
})
export type DiskLoss = z.infer<typeof diskLossSchema>

const keepDiskSchema = z
  .object({ disk: idSchema, place: z.string().max(60), holder: z.string().max(60), dueOn: day.nullable() })
  .strict()
export type KeepDisk = z.infer<typeof keepDiskSchema>

const reportLostSchema = z
  .object({ disk: idSchema, noticedOn: day, circumstances: z.string().trim().min(3).max(200) })
  .strict()
export type ReportLost = z.infer<typeof reportLostSchema>

export const backupStatusSchema = z.object({
  recordings: z.number(),
  /** Recordings that exist on this computer only. */
  onceOnly: z.number(),
  oldestOnceOnly: instant.nullable(),
  lastVerifiedAt: instant.nullable(),
  disks: z.array(diskSchema),
  lost: z.array(lostDiskSchema),
  drives: z.array(driveSchema),
})
export type BackupStatus = z.infer<typeof backupStatusSchema>

export const backupResultSchema = z.object({
  disk: idSchema,
  sequence: z.number(),
  packets: z.number(),
  bytes: z.number(),
  changes: z.object({ from: z.number(), to: z.number() }).nullable(),
  via: z.enum(['medium', 'cache']),
  level: z.enum(['L0', 'L1']),
})
export type BackupResult = z.infer<typeof backupResultSchema>

export const verifyResultSchema = z.object({
  sound: z.boolean(),
  origin: z.enum(['proven', 'unproven']),
  commits: z.number(),
  volumes: z.number(),
  packets: z.number(),
  bytes: z.number(),
  via: z.enum(['medium', 'cache']),
  problems: z.array(z.object({ code: z.string(), path: z.string(), why: z.string() })),
  station: z.string().nullable(),
  /** Whether it counts as verified cold (L2): asked for, and the medium was away since it was written. */
  cold: z.boolean(),
  lastSequence: z.number(),
  head: z.object({ epoch: z.string(), seq: z.number(), hash: z.string() }).nullable(),
})
export type VerifyResult = z.infer<typeof verifyResultSchema>

const mount = z.string().min(1).max(4096)

export const backupContract = {
  status: procedure.input(empty).output(backupStatusSchema),
  /** Makes a mounted volume ours. Never formats, never touches foreign files. */
  pair: procedure
    .input(
      z
        .object({
          mount,
          kind: diskKindSchema,
          label: z.string().min(1).max(40),
          place: z.string().max(60).default(''),
        })
        .strict(),
    )
    .output(diskSchema),
  /** Writes down where a disk is kept, who has it, and when it is due. */
  keep: procedure.input(keepDiskSchema).output(diskSchema),
  /** Its copies count no more, at once and for good. Answers what that cost. */
  reportLost: procedure.input(reportLostSchema).output(diskLossSchema),
  /** Backs up to one paired disk now; a second call joins the run under way. */
  run: procedure.input(z.object({ mount }).strict()).output(backupResultSchema),
  verify: procedure
    .input(z.object({ mount, cold: z.boolean().default(false) }).strict())
    .output(verifyResultSchema),
  /** A new status whenever something about drives, disks or runs changes. */
  watch: procedure.input(empty).output(eventIterator(backupStatusSchema)),
}

export const backupSentences = sentences({
  'BACKUP-UNPLUGGED': [
    '{disk} dicabut sebelum selesai.',
    'Semua rekaman tetap aman di komputer ini; yang belum terbukti di disk tidak dihitung.',
    'Pasang kembali disk itu, pencadangan akan dilanjutkan.',
    '{disk} was removed before it was finished.',
    'All recordings are safe on this computer; what was not proven on the disk does not count.',
    'Connect the disk again; the backup will go on.',
  ],
  'BACKUP-STOPPED': [
    'Pencadangan dihentikan karena stasiun ditutup.',
    'Yang sudah terbukti di disk tetap tercatat; rekaman aman di komputer ini.',
    'Buka stasiun lagi; pencadangan akan dilanjutkan.',
    'The backup was stopped because the station was closed.',
    'What was proven on the disk stays on record; recordings are safe on this computer.',
    'Open the station again; the backup will go on.',
  ],
  'BACKUP-DISK-FULL': [
    '{disk} penuh.',
    'Yang sudah tercadang tetap tercatat; rekaman lain aman di komputer ini.',
    'Pasangkan disk baru sebagai pengganti.',
    '{disk} is full.',
    'What was backed up stays on record; the rest is safe on this computer.',
    'Pair a new disk in its place.',
  ],
  'BACKUP-FOREIGN-DISK': [
    'Disk ini milik stasiun {station}.',
    'Tidak ada yang ditulis ke disk itu.',
    'Pasang disk milik stasiun ini, atau pasangkan sebagai disk bersama.',
    'This disk belongs to station {station}.',
    'Nothing was written to it.',
    "Connect this station's own disk, or pair it as a shared disk.",
  ],
  'BACKUP-NOT-PAIRED': [
    'Disk ini belum dipasangkan dengan stasiun.',
    'Tidak ada yang ditulis ke disk itu.',
    'Pasangkan disk di halaman Cadangan.',
    'This disk has not been paired with the station.',
    'Nothing was written to it.',
    'Pair it on the Backup page.',
  ],
  'BACKUP-DISK-UNUSABLE': [
    'Disk ini tidak dapat dipakai ({why}).',
    'Tidak ada yang ditulis ke disk itu.',
    'Pakai disk lain.',
    'This disk cannot be used ({why}).',
    'Nothing was written to it.',
    'Use another disk.',
  ],
  'BACKUP-DISK-CHANGED': [
    'Isi {disk} tidak sama dengan catatan stasiun.',
    'Rekaman aman di komputer ini. Disk itu tidak ditulisi.',
    'Periksa disk dengan Verifikasi; laporkan bila disk pernah dipinjam.',
    "What is on {disk} does not match the station's ledger.",
    'Recordings are safe on this computer. The disk was not written to.',
    'Check the disk with Verify; report it if the disk was lent out.',
  ],
  'BACKUP-DISK-TIDIED': [
    '{disk} terputus saat ditulis, dan sisa tulisannya baru saja dibersihkan.',
    'Rekaman aman di komputer ini. Yang sudah tercatat di disk itu tetap utuh.',
    'Keluarkan disk dengan aman, pasang lagi; pencadangan berlanjut sendiri.',
    '{disk} was cut off while it was written to, and what that left has just been cleared away.',
    'Recordings are safe on this computer. What was confirmed on that disk is whole.',
    'Eject the disk, plug it in again; the backup goes on by itself.',
  ],
  'BACKUP-READBACK': [
    'Yang tertulis di {disk} tidak sama saat dibaca kembali.',
    'Rekaman aman di komputer ini; salinan itu tidak dihitung.',
    'Ganti disk itu: mungkin rusak atau palsu.',
    'What was written to {disk} read back differently.',
    'Recordings are safe on this computer; that copy does not count.',
    'Replace the disk: it may be failing or counterfeit.',
  ],
  'VOLUME-CORRUPT': [
    'Volume {path} rusak.',
    'Volume lain dan paket yang masih utuh tetap dapat dipakai.',
    'Jalankan cadangan ke disk lain, lalu ganti disk ini.',
    'Volume {path} is damaged.',
    'Other volumes and packets that are whole can still be used.',
    'Back up to another disk, then replace this one.',
  ],
  'BACKUP-DISK-UNKNOWN': [
    'Disk itu tidak ada di daftar stasiun ini.',
    'Tidak ada yang berubah.',
    'Pilih disk dari daftar di halaman Cadangan.',
    "That disk is not on this station's list.",
    'Nothing has changed.',
    'Choose a disk from the list on the Backup page.',
  ],
  'BACKUP-DISK-LOST': [
    '{disk} sudah dilaporkan hilang.',
    'Salinan di disk itu tidak dihitung; tidak ada yang berubah.',
    'Pasangkan disk baru sebagai pengganti.',
    '{disk} was already reported lost.',
    'The copies on it do not count; nothing has changed.',
    'Pair a new disk in its place.',
  ],
  'BACKUP-DAY': [
    'Tanggal {day} tidak ada, atau belum tiba.',
    'Tidak ada yang berubah.',
    'Tulis tanggal sebagai tahun-bulan-hari; kehilangan paling lambat diketahui hari ini.',
    'There is no day {day}, or it has not come yet.',
    'Nothing has changed.',
    'Write the day as year-month-day; a loss was noticed today at the latest.',
  ],
  'BACKUP-MOUNT-MISSING': [
    'Tidak ada disk terpasang di {mount}.',
    'Tidak ada yang ditulis.',
    'Pasang disk, tunggu sampai tampil, lalu ulangi.',
    'No disk is mounted at {mount}.',
    'Nothing was written.',
    'Connect the disk, wait until it shows, and try again.',
  ],
})
