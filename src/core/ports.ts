/**
 * What the core asks of the world. Electron's halves are in electron/ports/, the terminal's and the tests' in core/cli and
 * core/testing. Clocks and randomness come in here, so that tests decide them.
 */

import type { DeviceIdentity, DeviceState } from '../contract/captures.ts'
import type { Fault } from '../lib/fault.ts'

/** A mounted volume. `id` is the file system's UUID or serial as the system tells it, empty when it tells none. */
export interface Volume {
  readonly mount: string
  readonly device: string
  readonly fs: string
  /** The system's part that reads it, by the system's name, where it says so: exFAT may be served by FUSE. */
  readonly driver?: string
  readonly id: string
  readonly label: string
  readonly bytes: number
  readonly free: number
  readonly readonly: boolean
  /** st_dev of the mount point: differs from its parent's while something is mounted there. */
  readonly dev: number
  /**
   * Changes whenever the medium was away or the machine restarted: what was written in one session and is read in another cannot
   * come from a cache. Absent where the system does not tell; then no copy counts as verified cold.
   */
  readonly session?: string
  /** Options that it is mounted with, as the system spells them; absent where it has none. */
  readonly options?: readonly string[]
  /** The system says that its file system is damaged or was not let go of properly. Absent where nothing is known. */
  readonly dirty?: boolean
  /** Its write-protection switch is on: nobody can write to it. */
  readonly locked?: boolean
}

export interface VolumeProvider {
  /** Removable volumes mounted now. */
  list(): Promise<Volume[]>
  /** The volume that a path is the mount point of, or null for a bare folder. */
  at(mount: string): Promise<Volume | null>
  /** Unmounts a volume and mounts it again at the same place. Answers false where this system or this user cannot. */
  remount(volume: Volume): Promise<boolean>
  /** Unmounts it so that it may be pulled; absent where the system offers no way. BACKUP-EJECT-BUSY {disk}. */
  eject?(volume: Volume): Promise<void>
  /** Calls back whenever a volume came or went, within 2 seconds. */
  watch(changed: () => void): () => void
}

/** Wraps a secret with the machine's own key store; `null` in Ports where there is none worth the name. */
export interface SecretBox {
  seal(plain: Uint8Array): Promise<Uint8Array>
  open(sealed: Uint8Array): Promise<Uint8Array>
}

export interface CaptureResult {
  readonly slot: string
  readonly image: Uint8Array
  readonly media: string
  readonly score: number
  /** Who took it, where the scanner says so under its signature. */
  readonly identity?: DeviceIdentity
  /** The scanner's signed answer, as it came. */
  readonly original?: Uint8Array
}

/** What is asked of a scanner at one capture. */
export interface CaptureRequest {
  /** Slots to be read, e.g. `finger-right-index`; what could not be read is left out of the answer. */
  readonly slots: readonly string[]
  /** Which one `signature-thumb` is of; the right one when left out. */
  readonly thumb?: 'right-thumb' | 'left-thumb'
  readonly timeoutMs: number
  /** The recording that it is for, 4 to 33 of `A-Za-z0-9-`. */
  readonly transaction: string
  /** Score that is asked for, 0 to 100. */
  readonly threshold: number
  /** Where the recording's chain of captures ended (lower hex), or null at its beginning. */
  readonly previous: string | null
  /** Aborted when the operator or the clock has had enough. */
  readonly signal: AbortSignal
}

export interface CaptureAnswer {
  readonly results: readonly CaptureResult[]
  /** Where the chain ends now, lower hex; absent for scanners without one. */
  readonly hash?: string
  /** Why a later laying on of fingers gave nothing, where an earlier one did. */
  readonly fault?: Fault
}

/** A biometric scanner: an SBI device, a folder of image files. One contract test holds them all (enrolment/devices). */
export interface CaptureDevice {
  /** The same for the same scanner, `a-z 0-9 -`. */
  readonly id: string
  readonly kind: 'finger' | 'iris'
  readonly name: string
  state(): Promise<DeviceState>
  /** Reads what it can. Faults DEVICE-SILENT, -GONE, -CANCELLED, -UNTRUSTED, -ANSWER, -REFUSED, HAND-SWAPPED. */
  capture(request: CaptureRequest): Promise<CaptureAnswer>
  /** The live picture as JPEG frames, until aborted; absent where it has none. */
  live?(signal: AbortSignal): AsyncIterable<Uint8Array>
}

/** Whose scanners count, by the station's profile. */
export interface DeviceTrust {
  /** First and last port on which services are looked for. */
  readonly ports: readonly [number, number]
  /** DER certificates. */
  readonly anchors: readonly Uint8Array[]
}

export interface CaptureDevices {
  /** The scanners that are there now; asked again whenever it matters, so that none that comes or goes needs a restart. */
  find(trust: DeviceTrust): Promise<readonly CaptureDevice[]>
}

/** Says of two captures of one kind whether they are of the same finger or eye; null where it cannot tell. */
export interface Matcher {
  compare(a: Uint8Array, b: Uint8Array): Promise<'same' | 'different' | null>
}

/** A printer as the system has it set up. */
export interface Printer {
  /** The system's own name: what an order names. */
  readonly name: string
  /** What a person calls it. */
  readonly title: string
  readonly isDefault: boolean
  /** `stopped`: switched off in the system's queue; `offline`: it does not answer. */
  readonly state: 'ready' | 'printing' | 'stopped' | 'offline' | 'out-of-paper'
  /** Where it can take paper from; empty where it leaves no choice. */
  readonly trays: readonly { readonly id: string; readonly title: string }[]
  readonly papers: readonly ('A4' | 'F4')[]
}

export interface PrintOrder {
  readonly printer: string
  /** What the system calls the job; `find` knows it by this. No name of a resident: everybody at the computer sees it. */
  readonly title: string
  readonly pdf: Uint8Array
  readonly paper: 'A4' | 'F4'
  /** 1 to 9. */
  readonly copies: number
  /** One of the printer's trays, or null for its own choice. */
  readonly tray: string | null
}

export interface PrintState {
  /** `unknown`: the system does not know the job any more, or never did. */
  readonly state: 'queued' | 'printing' | 'out-of-paper' | 'done' | 'failed' | 'unknown'
  /** What holds it up, or why it failed. */
  readonly why: 'stopped' | 'offline' | 'jam' | 'cover' | 'ink' | 'cancelled' | 'aborted' | null
}

/** The system's printers. Every call faults PRINTER-SYSTEM while the system's print service does not answer. */
export interface Printers {
  /** The printers that are set up; none is no error. */
  list(): Promise<Printer[]>
  /**
   * Hands one job over and answers the system's id for it. Faults PRINTER-GONE, PRINTER-PAPER, PRINTER-REFUSED: the system does not have
   * it. Any other error leaves that open: see find.
   */
  print(order: PrintOrder): Promise<string>
  state(printer: string, job: string): Promise<PrintState>
  /** The id of the job that was handed over under a title, or null: for a program that died before it heard the answer. */
  find(printer: string, title: string): Promise<string | null>
  /** Takes a job back; one that has ended is left as it is. */
  cancel(printer: string, job: string): Promise<void>
}

export interface Dialogs {
  choosePath(kind: 'file' | 'folder' | 'save', suggested?: string): Promise<string | null>
}

/** The window that the resident looks at. */
export interface FacingWindow {
  /** Shows it: on a second monitor where there is one, else over the whole screen. */
  open(): Promise<void>
  close(): Promise<void>
}

export interface Log {
  info(message: string, details?: Record<string, string | number | boolean>): void
  error(message: string, details?: Record<string, string | number | boolean>): void
}

export interface Ports {
  readonly now: () => Date
  readonly random: (bytes: number) => Uint8Array
  /** Seconds since this machine started: no person can set it, unlike the clock. */
  readonly uptime: () => number
  readonly volumes: VolumeProvider
  readonly secretBox: SecretBox | null
  readonly devices: CaptureDevices
  /** Null where captures cannot be compared: a second capture then is one, and no verification. */
  readonly matcher: Matcher | null
  readonly dialogs: Dialogs | null
  /** Null where there are no windows. */
  readonly facing: FacingWindow | null
  readonly printers: Printers
  readonly log: Log
  /** Free and total bytes of the file system that holds a path. */
  readonly space: (path: string) => Promise<{ free: number; bytes: number }>
  /** The home of practice (latihan) where this is practice, else null: then files are saved below it alone, disks are pretended, and papers are marked. */
  readonly practice: string | null
  /** Starts the program again: with the real station, or with practice, kept or anew. Null where there is no window. */
  readonly restart: ((as: 'station' | 'practice' | 'practice-anew') => Promise<void>) | null
  /** Which Electron runs the window; empty in the terminal and in tests. */
  readonly runtime: string
}

/** Where things are. `station` may be empty or absent: then the first run decides. */
export interface Paths {
  readonly station: string
  readonly resources: string
}
