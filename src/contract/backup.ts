import { z } from 'zod'
import { eventIterator } from '@orpc/contract'
import { day, done, empty, instant, procedure, progressSchema } from './base.ts'
import { idSchema } from './ids.ts'
import type { Words } from './words.ts'

export const diskKindSchema = z.enum(['desk', 'rotation'])

/** Why a volume cannot be used, for people in `driveWhyWords`. */
export const driveWhySchema = z.enum([
  'same-disk',
  'marker-damaged',
  'not-signed',
  'copied',
  'twin',
  'too-small',
  'unreadable',
  'folder-torn',
  'lost',
  'wrong-fs',
  'dirty',
  'locked',
  'mounted-readonly',
  'foreign',
  'others',
  'branch',
])
export type DriveWhy = z.infer<typeof driveWhySchema>

/** Each reason in Indonesian and English. */
export const driveWhyWords: Record<DriveWhy, Words> = {
  'same-disk': {
    id: 'Disk ini tempat stasiun sendiri: salinan di sini bukan salinan.',
    en: 'The station itself lies on this disk: a copy here is no copy.',
  },
  'marker-damaged': {
    id: 'Tanda pengenal disk ini rusak atau tidak selesai ditulis. Pasangkan disk ini; isinya tidak dihapus.',
    en: "This disk's marker is damaged, or was not written to its end. Pair the disk; nothing on it is deleted.",
  },
  'not-signed': {
    id: 'Tanda tangan pada tanda pengenal disk ini tidak cocok atau tidak selesai ditulis. Pasangkan disk ini; isinya tidak dihapus.',
    en: "The signature of this disk's marker does not match, or was not written to its end. Pair the disk; nothing on it is deleted.",
  },
  others: {
    id: 'Tanda pengenal disk ini rusak, dan di dalamnya ada folder stasiun lain. Tidak ada yang ditulis ke disk ini. Kembalikan ke stasiunnya, atau pakai disk lain.',
    en: "This disk's marker is damaged, and another station's folder is on it. Nothing is written to it. Give it back to its station, or use another disk.",
  },
  branch: {
    id: 'Disk ini dipasangkan stasiun ini di komputer lain, dengan kunci yang belum dikenal di sini. Tidak ada yang ditulis ke disk ini. Pakai disk lain.',
    en: 'This station paired this disk on another computer, with a key that is not known here. Nothing is written to it. Use another disk.',
  },
  copied: {
    id: 'Folder REKAM di disk ini disalin dari disk lain.',
    en: 'The REKAM folder on this disk was copied from another disk.',
  },
  twin: {
    id: 'Dua disk dengan tanda pengenal dan nomor yang sama terpasang bersamaan: salah satunya tiruan (klon). Tidak ada yang ditulis. Lepas tiruannya.',
    en: 'Two disks with the same marker and serial number are connected at once: one is a clone of the other. Nothing is written to either. Disconnect the clone.',
  },
  'too-small': {
    id: 'Disk ini terlalu kecil. Pakai disk yang lebih besar.',
    en: 'This disk is too small. Use a larger one.',
  },
  unreadable: {
    id: 'Disk ini tidak dapat dibaca.',
    en: 'This disk cannot be read.',
  },
  'folder-torn': {
    id: 'Folder REKAM di disk ini tidak dapat dibaca: disk pernah dicabut atau listrik padam saat ditulisi, atau disknya rusak. Periksa disk di komputer lain (Windows: Properties, Tools, Check), lalu pasang lagi. Bila tetap begini, periksa sekali lagi, atau pakai disk lain.',
    en: 'The REKAM folder on this disk cannot be read: the disk was pulled or the power failed while it was written to, or the disk is failing. Check it on another computer (Windows: Properties, Tools, Check), then connect it again. If that does not help, check it once more, or use another disk.',
  },
  lost: {
    id: 'Disk ini pernah dilaporkan hilang: isinya tidak dipercaya lagi.',
    en: 'This disk was reported lost: what is on it is trusted no more.',
  },
  'wrong-fs': {
    id: 'Susunan berkas disk ini tidak dapat dipakai. Format ulang sebagai exFAT di komputer lain, setelah isinya disalin.',
    en: 'The file system of this disk cannot be used. Format it as exFAT on another computer, after saving what is on it.',
  },
  dirty: {
    id: 'Susunan berkas disk ini rusak atau pernah dicabut tanpa dilepas. Periksa disk di komputer lain (Windows: Properties, Tools, Check), lalu pasang lagi.',
    en: 'The file system of this disk is damaged, or it was once pulled without being ejected. Check it on another computer (Windows: Properties, Tools, Check), then connect it again.',
  },
  locked: {
    id: 'Pengunci tulis di disk atau kartu ini aktif. Geser penguncinya, lalu pasang lagi.',
    en: 'The write lock of this disk or card is on. Slide it open, then connect it again.',
  },
  foreign: {
    id: 'Tidak ada yang ditulis ke disk ini. Kembalikan ke stasiunnya, atau pakai disk lain.',
    en: 'Nothing is written to this disk. Give it back to its station, or use another disk.',
  },
  'mounted-readonly': {
    id: 'Komputer memasang disk ini hanya untuk dibaca. Lepas dan pasang lagi; bila tetap begini, periksa disk di komputer lain.',
    en: 'The computer mounted this disk for reading only. Eject and connect it again; if that does not help, check it on another computer.',
  },
}

/** What is to be known of a drive that can be used all the same, for people in `driveNoteWords`. */
export const driveNoteSchema = z.enum([
  'unprovable',
  'unprovable-driver',
  'unprovable-here',
  'dirty',
  'slow',
  'noexec',
  'exec',
])
export type DriveNote = z.infer<typeof driveNoteSchema>

/** Whether a note says that no copy on the drive ever counts. */
export function isUnprovable(note: DriveNote): boolean {
  return note.startsWith('unprovable')
}

/** Each note in Indonesian and English. */
export const driveNoteWords: Record<DriveNote, Words> = {
  unprovable: {
    id: 'Salinan di disk ini tidak pernah dihitung: dengan susunan berkasnya, komputer ini tidak dapat membaca kembali langsung dari disk. Simpan dulu isinya, format sebagai exFAT, lalu pasangkan.',
    en: 'Copies on this disk never count: with its file system this computer cannot read back from the disk itself. Save what is on it, format it as exFAT, then pair it.',
  },
  'unprovable-driver': {
    id: 'Salinan di disk ini tidak pernah dihitung: komputer ini membukanya lewat FUSE, yang menjawab dari ingatan komputer. Minta teknisi memasang Linux dengan exFAT di kernelnya (5.7 ke atas).',
    en: 'Copies on this disk never count: this computer opens it through FUSE, which answers from memory. Ask a technician for a Linux with exFAT in its kernel (5.7 or later).',
  },
  'unprovable-here': {
    id: 'Salinan tidak pernah dihitung di komputer ini: sistemnya tidak dapat membaca kembali langsung dari disk. Cadangkan dari komputer Linux atau Windows.',
    en: 'Copies never count on this computer: its system cannot read back from the disk itself. Back up from a Linux or Windows computer.',
  },
  dirty: {
    id: 'Susunan berkasnya ditandai rusak: periksa disk ini di komputer lain sesudah dilepas.',
    en: 'Its file system is marked as damaged: check this disk on another computer once it is ejected.',
  },
  slow: {
    id: 'Dipasang dengan tulis langsung (sync): pencadangan jauh lebih lambat.',
    en: 'Mounted to write at once (sync): backups are much slower.',
  },
  noexec: {
    id: 'Program di disk ini tidak dapat dijalankan (noexec).',
    en: 'Programs on this disk cannot be run (noexec).',
  },
  exec: {
    id: 'Program di disk ini dapat dijalankan: jangan buka program dari sana.',
    en: 'Programs on this disk can be run: open none from there.',
  },
}

/** A mounted volume as the window shows it. */
export const driveSchema = z.object({
  mount: z.string(),
  name: z.string(),
  fs: z.string(),
  bytes: z.number(),
  free: z.number(),
  /** paired = ours; unknown = can be paired (with why: a marker lies on it that cannot be believed); foreign = another station's; readonly; unusable (with why). */
  state: z.enum(['paired', 'unknown', 'foreign', 'readonly', 'unusable']),
  why: driveWhySchema.optional(),
  disk: idSchema.optional(),
  /** The station of the same Dinas that a foreign disk could be shared with, and what that one calls it. */
  host: z.object({ station: z.string(), label: z.string() }).optional(),
  /** Whose it is, of a foreign one. */
  station: z.string().optional(),
  /** Worth knowing; empty where the system tells nothing. */
  notes: z.array(driveNoteSchema),
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
  /** Room on it, in bytes, while it is connected. */
  free: z.number().nullable(),
  bytes: z.number().nullable(),
  /** Last commit that was read back; null before the first. */
  lastCommitAt: instant.nullable(),
  lastSequence: z.number(),
  packets: z.number(),
  /** Packets of this station that are not on this disk yet. */
  behind: z.number(),
  /** Packets that left this computer by the rule and never were on this disk: nobody can bring them there, nor has to. */
  left: z.number(),
  /** Packets on it whose copy does not count: only written, or read back longer ago than the policy's days. */
  unproven: z.number(),
  /** Of its weakest volume, with what later verification proved. */
  level: z.enum(['L0', 'L1', 'L2']).nullable(),
  running: progressSchema.nullable(),
  /** A verification that is due and under way. */
  checking: progressSchema.nullable(),
  /** When everything on it was last read again. */
  checkedAt: instant.nullable(),
  /** A disk that is carried away and of which everything is due to be read: for how long nobody did, and how long that takes. */
  unread: z.object({ days: z.number(), minutes: z.number() }).nullable(),
  problem: z.string().nullable(),
  /** Of the drive while it is connected. */
  notes: z.array(driveNoteSchema),
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

/** Volumes that a disk was known to hold are gone, or are not what was written. Stands until a supervisor settles it. */
export const diskAlarmSchema = z.object({
  id: idSchema,
  disk: idSchema,
  label: z.string(),
  at: instant,
  kind: z.enum(['missing', 'changed']),
  volumes: z.array(z.string()),
  /** Packets whose copies were in them. */
  packets: z.number(),
})
export type DiskAlarm = z.infer<typeof diskAlarmSchema>

/** What a person has to do about copies; it grows with its age. */
export const reminderSchema = z.object({
  code: z.enum(['once-only', 'absent', 'due', 'behind', 'full', 'unchecked', 'places']),
  grade: z.enum(['said', 'urgent', 'danger']),
  days: z.number(),
  /** Name of the disk that it is about. */
  disk: z.string().nullable(),
  /** How many packets it is about, where they are counted. */
  packets: z.number().optional(),
})
export type Reminder = z.infer<typeof reminderSchema>

export const backupStatusSchema = z.object({
  recordings: z.number(),
  /** Of these, how many left this computer by the rule (purge). */
  left: z.number(),
  /** Recordings that exist in one place only: this computer, or one disk when their file is missing here. */
  onceOnly: z.number(),
  /** Whose recordings these are. */
  onceOnlyPeople: z.number(),
  oldestOnceOnly: instant.nullable(),
  lastVerifiedAt: instant.nullable(),
  disks: z.array(diskSchema),
  lost: z.array(lostDiskSchema),
  alarms: z.array(diskAlarmSchema),
  reminders: z.array(reminderSchema),
  drives: z.array(driveSchema),
  /** When the day's last backup runs by itself, HH:MM in the station's zone. */
  dayClose: z.string(),
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

/** What reading everything on a disk again came to, so far. */
export const rereadSchema = z.object({
  /** False where it was stopped: it goes on from there. */
  finished: z.boolean(),
  sound: z.boolean(),
  /** Volumes read, of how many. */
  volumes: z.number(),
  of: z.number(),
  packets: z.number(),
  via: z.enum(['medium', 'cache']),
  /** Every volume was read in another presence of the medium than that in which it was written (L2). */
  cold: z.boolean(),
  problems: verifyResultSchema.shape.problems,
})
export type Reread = z.infer<typeof rereadSchema>

/** What would leave this computer by the rule, and how many packets stay for which reason. */
export const purgePlanSchema = z.object({
  /** Says which packets were shown: only these are let go. */
  token: z.string().regex(/^[0-9a-f]{64}$/),
  packets: z.number(),
  bytes: z.number(),
  held: z.object({
    /** No final receipt, or a status from which the packet may be sent again. */
    receipt: z.number(),
    retention: z.number(),
    /** Too few places with a copy that was verified cold. */
    copies: z.number(),
  }),
  retentionDays: z.number().nullable(),
  places: z.number(),
  /** The first 1,000 ids. */
  listed: z.array(z.string()),
})
export type PurgePlan = z.infer<typeof purgePlanSchema>
export const purgeResultSchema = z.object({ packets: z.number(), bytes: z.number() })
export type PurgeResult = z.infer<typeof purgeResultSchema>

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
          /** Beside the station of the same Dinas that paired it first. */
          shared: z.boolean().default(false),
        })
        .strict(),
    )
    .output(diskSchema),
  /** Writes down where a disk is kept, who has it, and when it is due. */
  keep: procedure.input(keepDiskSchema).output(diskSchema),
  /** Its copies count no more, at once and for good. Answers what that cost. */
  reportLost: procedure.input(reportLostSchema).output(diskLossSchema),
  /** A supervisor has looked into an alarm and says what it was. */
  settleAlarm: procedure
    .input(z.object({ alarm: idSchema, reason: z.string().trim().min(3).max(200) }).strict())
    .output(done),
  /** Dry run: what may leave this computer. Changes nothing. */
  purgePlan: procedure.input(empty).output(purgePlanSchema),
  /** A supervisor lets go exactly what a dry run showed. */
  purge: procedure
    .input(
      z.object({ token: purgePlanSchema.shape.token, reason: z.string().trim().min(3).max(200) }).strict(),
    )
    .output(purgeResultSchema),
  /** Unmounts a drive so that it may be pulled. Answers for how many days nobody read everything on it, where that was due. */
  eject: procedure.input(z.object({ mount }).strict()).output(z.object({ unread: z.number().nullable() })),
  /** Backs up to one paired disk now; a second call joins the run under way. */
  run: procedure.input(z.object({ mount }).strict()).output(backupResultSchema),
  /** Reads everything on a paired disk again, or goes on with it; a second call joins. */
  readAll: procedure.input(z.object({ mount }).strict()).output(rereadSchema),
  /** Stops what is being read of a disk: it goes on when it is asked for again, or when the disk comes again. */
  stopReading: procedure.input(z.object({ disk: idSchema }).strict()).output(done),
  /** A new status whenever something about drives, disks or runs changes. */
  watch: procedure.input(empty).output(eventIterator(backupStatusSchema)),
}
