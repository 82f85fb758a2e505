/**
 * What the core asks of the world. Electron's halves are in electron/ports/, the terminal's and the tests' in core/cli and
 * core/testing. Clocks and randomness come in here, so that tests decide them.
 */

/** A mounted volume. `id` is the file system's UUID or serial as the system tells it, empty when it tells none. */
export interface Volume {
  readonly mount: string
  readonly device: string
  readonly fs: string
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
}

/** A biometric scanner: the simulator, a folder of image files, later SBI. */
export interface CaptureDevice {
  readonly id: string
  readonly kind: 'finger' | 'iris'
  readonly name: string
  ready(): Promise<boolean>
  /**
   * Reads the slots named (e.g. `finger-right-index`); what could not be read is left out. At most `timeoutMs`. `transaction` names the
   * recording that it is for, 4 to 50 of `A-Za-z0-9-` as SBI has it; real scanners pass it through.
   */
  capture(slots: readonly string[], timeoutMs: number, transaction: string): Promise<CaptureResult[]>
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
  readonly devices: readonly CaptureDevice[]
  readonly dialogs: Dialogs | null
  readonly printers: Printers
  readonly log: Log
  /** Free and total bytes of the file system that holds a path. */
  readonly space: (path: string) => Promise<{ free: number; bytes: number }>
  /** Which Electron runs the window; empty in the terminal and in tests. */
  readonly runtime: string
}

/** Where things are. `station` may be empty or absent: then the first run decides. */
export interface Paths {
  readonly station: string
  readonly resources: string
}
