import { z } from 'zod'
import { empty, instant, procedure, progressSchema } from './base.ts'
import { idSchema, stationCodeSchema } from './ids.ts'

/** Where to restore from, and what opens it: a supervisor's password, or the Dinas' recovery identity (then the password is the new one). */
export const restoreSourceSchema = z
  .object({
    disks: z.array(z.string().min(1).max(4096)).max(8),
    /** Folder of the dead PC's own station, read from a copy. */
    drive: z.string().min(1).max(4096).optional(),
    /** QR texts of residents' papers: what existed after the last disk. */
    papers: z.array(z.string().min(1).max(1000)).max(5000).optional(),
    /** The Dinas' public root key: the text of the file, or its path. */
    trust: z.string().min(1).max(4096),
    passphrase: z.string().min(1).max(256).optional(),
    /** The recovery identity: the text of the file, or its path. */
    identity: z.string().min(1).max(8192).optional(),
    /** Paths of shares that give the recovery identity together: it is in memory alone. */
    shares: z.array(z.string().min(1).max(4096)).min(1).max(16).optional(),
    /** Path of a CERTS.JSN from the Dinas: for an epoch that was certified after the disks were written. */
    certificates: z.string().min(1).max(4096).optional(),
    /** Which station, where the disks hold several. */
    station: stationCodeSchema.optional(),
    /** Names every sound packet too. */
    list: z.boolean().optional(),
  })
  .strict()
  .refine(
    ({ passphrase, identity, shares }) => [passphrase, identity, shares].some((one) => one !== undefined),
    {
      path: ['passphrase'],
    },
  )
  .refine(({ disks, drive }) => disks.length > 0 || drive !== undefined, { path: ['disks'] })
export type RestoreSource = z.infer<typeof restoreSourceSchema>

/** A packet that something speaks of and that no source holds. */
export const missingPacketSchema = z.object({
  id: idSchema,
  epoch: z.string().nullable(),
  seq: z.number().nullable(),
  /** Of the resident, where the register is known. */
  name: z.string().nullable(),
  /** What speaks of it: the register, a resident's paper, a line about copies or receipts, or the index of a volume. */
  by: z.enum(['register', 'paper', 'ledger', 'disk']),
  /** Volume in which it lies damaged; null where it lies nowhere. */
  damagedIn: z.string().nullable(),
  /** A site gave a receipt for it. */
  received: z.boolean(),
})
export type MissingPacket = z.infer<typeof missingPacketSchema>

export const papersVerdictSchema = z.object({
  read: z.number(),
  /** Of those, how many packets are there. */
  here: z.number(),
  /** Codes of those that count for nothing. */
  refused: z.array(z.string()),
})
export type PapersVerdict = z.infer<typeof papersVerdictSchema>

const registerSchema = z.object({ issuer: z.string(), year: z.number(), last: z.number() })

export const restorePlanSchema = z.object({
  station: z.string(),
  name: z.string(),
  epoch: idSchema,
  commits: z.number(),
  packets: z.number(),
  bytes: z.number(),
  /** The sound ones by id, where they were asked for by name. */
  sound: z.array(idSchema),
  lastAt: instant.nullable(),
  damaged: z.array(z.object({ path: z.string(), why: z.string() })),
  missing: z.array(idSchema),
  /** The same packets with what is known of them. */
  absent: z.array(missingPacketSchema),
  /** Numbers of sealing of the newest epoch that nothing but the head speaks of. */
  unknownNumbers: z.array(z.number()),
  quarantined: z.array(idSchema),
  state: z.object({ change: z.number(), recordings: z.number(), sukets: z.number() }).nullable(),
  /** Changes of the registers that no readable volume holds although later ones are there. */
  lostChanges: z.number(),
  /** Last number of each Suket register. */
  registers: z.array(registerSchema),
  newestHead: z.enum(['known', 'unknown']),
  /** What named the newest head. */
  newestBy: z.enum(['disk', 'paper']).nullable(),
  papers: papersVerdictSchema,
})
export type RestorePlan = z.infer<typeof restorePlanSchema>

export const restoreResultSchema = restorePlanSchema.extend({ newEpoch: idSchema })
export type RestoreResult = z.infer<typeof restoreResultSchema>

/** Sources for a living station: its own root and key open its disks; a passphrase or identity only for what they do not open. */
export const gainSourceSchema = z
  .object({
    disks: z.array(z.string().min(1).max(4096)).max(8),
    drive: z.string().min(1).max(4096).optional(),
    papers: z.array(z.string().min(1).max(1000)).max(5000).optional(),
    passphrase: z.string().min(1).max(256).optional(),
    identity: z.string().min(1).max(8192).optional(),
    shares: z.array(z.string().min(1).max(4096)).min(1).max(16).optional(),
    certificates: z.string().min(1).max(4096).optional(),
    list: z.boolean().optional(),
  })
  .strict()
  .refine(({ disks, drive }) => disks.length > 0 || drive !== undefined, { path: ['disks'] })
export type GainSource = z.infer<typeof gainSourceSchema>

export const gainPlanSchema = restorePlanSchema.extend({
  gains: z.object({
    /** Packets that the station lacks. */
    packets: z.array(idSchema),
    /** Register lines that it lacks, and those that had gone on elsewhere. */
    rows: z.number(),
    newer: z.number(),
    /** What cannot stand beside its own: kept in the quarantine. */
    conflicts: z.number(),
  }),
})
export type GainPlan = z.infer<typeof gainPlanSchema>
export type GainResult = GainPlan

/** A drive that is plugged in, and whose backups lie on it. Nothing of it is proven yet. */
export const sourceDriveSchema = z.object({
  mount: z.string(),
  name: z.string(),
  fs: z.string(),
  bytes: z.number(),
  stations: z.array(z.string()),
  /** Of the newest commit that reads well. */
  lastAt: instant.nullable(),
})
export type SourceDrive = z.infer<typeof sourceDriveSchema>

/** What an interrupted restore in this folder came from; the secrets have to be given again. */
export const pendingSchema = z.object({
  disks: z.array(z.string()),
  drive: z.string().nullable(),
  trust: z.string(),
})

/** Disks to drill with; none for all connected ones of this station. */
export const drillSourceSchema = z.object({ disks: z.array(z.string().min(1).max(4096)).max(8) }).strict()
export type DrillSource = z.infer<typeof drillSourceSchema>

const tableCount = z.object({ table: z.string(), station: z.number(), restored: z.number() })

/** What a drill found; its report is drawn from this. */
export const drillFactsSchema = z.object({
  id: idSchema,
  number: z.number(),
  at: instant,
  endedAt: instant,
  /** Account. */
  by: z.string(),
  station: z.string(),
  epoch: idSchema,
  sources: z.array(z.object({ mount: z.string(), name: z.string() })),
  packets: z.object({
    station: z.number(),
    /** Back exactly as the register says. */
    restored: z.number(),
    bytes: z.number(),
    missing: z.number(),
    differing: z.number(),
    /** Packets that the register does not know. */
    strangers: z.number(),
  }),
  /** The first of them by id. */
  missing: z.array(idSchema),
  differing: z.array(idSchema),
  damaged: z.array(z.object({ path: z.string(), why: z.string() })),
  tables: z.array(tableCount),
  rowsDiffering: z.number(),
  newestHead: z.enum(['known', 'unknown']),
  /** SHA-256 over the lines `id sha256` by id. */
  digests: z.object({ station: z.string(), restored: z.string() }),
  /** Everything came back and nothing on the disks is damaged. */
  whole: z.boolean(),
})
export type DrillFacts = z.infer<typeof drillFactsSchema>

const mountSchema = z.string().min(1).max(4096)

/** A disk that alone brings back everything of the station, as it was read just now. */
export const provenDiskSchema = z.object({
  disk: idSchema,
  label: z.string(),
  mount: z.string(),
  packets: z.number(),
  bytes: z.number(),
  level: z.enum(['L1', 'L2']),
  /** Of its last commit. */
  sequence: z.number(),
  /** SHA-256 over the lines `id sha256` by id. */
  digest: z.string(),
})
export type ProvenDisk = z.infer<typeof provenDiskSchema>

export const emptyProofSchema = z.object({
  at: instant,
  disks: z.array(provenDiskSchema),
  packets: z.number(),
  digest: z.string(),
  /** What the supervisor types. */
  confirm: z.string(),
})
export type EmptyProof = z.infer<typeof emptyProofSchema>

/** The receipt that stays on an emptied computer; nothing about residents is in it. */
export const emptyFactsSchema = emptyProofSchema.omit({ confirm: true }).extend({
  id: idSchema,
  by: z.string(),
  station: z.string(),
  epoch: idSchema,
  computer: z.string(),
  keyId: z.string(),
})
export type EmptyFacts = z.infer<typeof emptyFactsSchema>

export const emptiedResultSchema = emptyFactsSchema.extend({
  report: z.string(),
  signature: z.string(),
  /** Folder of the receipt. */
  receipt: z.string(),
})
export type EmptiedResult = z.infer<typeof emptiedResultSchema>

/** Shares of the recovery key that were gathered so far; each is sound and of one split. */
export const gatheredSharesSchema = z.object({
  /** The number of each, in the order of the paths. */
  numbers: z.array(z.number()),
  /** How many there are, and how many are enough; null before the first. */
  of: z.number().nullable(),
  needs: z.number().nullable(),
})

export type GatheredShares = z.infer<typeof gatheredSharesSchema>

export const restoreContract = {
  /** What is there, what is sound, what would come. Writes nothing. */
  plan: procedure.input(restoreSourceSchema).output(restorePlanSchema),
  /** Restores into this empty station under a new epoch. Resumes when it was interrupted. */
  run: procedure.input(restoreSourceSchema).output(restoreResultSchema),
  /** Does all of it into a folder that is thrown away again: proves that it would work here. */
  dryRun: procedure.input(restoreSourceSchema).output(restorePlanSchema),
  /** Drives with backups on them, as they are plugged in now. */
  drives: procedure.input(empty).output(z.array(sourceDriveSchema)),
  /** Judges the files of shares, and holds exactly them in memory: each may come from another drive. None: they are forgotten. */
  gatherShares: procedure
    .input(z.object({ shares: z.array(z.string().min(1).max(4096)).max(16) }).strict())
    .output(gatheredSharesSchema),
  /** A restore that was interrupted in this folder. */
  pending: procedure.input(empty).output(pendingSchema.nullable()),
  /** What this living station would gain. Supervisors and technicians. */
  planGain: procedure.input(gainSourceSchema).output(gainPlanSchema),
  /** Brings it in; what the station has stays. */
  gain: procedure.input(gainSourceSchema).output(gainPlanSchema),
  /** Restores into a folder that is thrown away and compares. Supervisors and technicians. */
  drill: procedure.input(drillSourceSchema).output(drillFactsSchema),
  /** All drills, the newest first; the report of one is at `app://station/restore/<id>.pdf`. */
  drills: procedure.input(empty).output(z.array(drillFactsSchema)),
  /** Writes the report, and its signature beside it. */
  saveDrill: procedure
    .input(z.object({ id: idSchema, path: z.string().min(1).max(4096) }).strict())
    .output(z.object({ path: z.string(), signature: z.string() })),
  /** Writes the report of what a disk that was reported lost held, and its signature beside it. */
  saveBreach: procedure
    .input(z.object({ disk: idSchema, path: z.string().min(1).max(4096) }).strict())
    .output(z.object({ path: z.string(), signature: z.string() })),
  /** Proves that each of these disks alone brings everything back. Supervisors. */
  proveEmpty: procedure
    .input(z.object({ disks: z.array(mountSchema).min(1).max(8) }).strict())
    .output(emptyProofSchema),
  /** Empties this computer, by what was proven in this session. Supervisors. */
  empty: procedure
    .input(z.object({ confirm: z.string().max(100), report: mountSchema }).strict())
    .output(emptiedResultSchema),
  /** The receipt of a computer that was emptied. */
  emptied: procedure.input(empty).output(emptyFactsSchema.nullable()),
  progress: procedure.input(empty).output(progressSchema.nullable()),
}
