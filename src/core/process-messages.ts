/**
 * All that crosses between Electron's main process and the core process, over Node's IPC with 'advanced'
 * serialization. Types alone: electron/ imports this file, and nothing else of the core.
 */

/** oRPC's own encoding of one message: JSON text, or text and a blob. Neither side of the relay looks inside. */
export type RpcData = string | Uint8Array

/** What only Electron can do, called by the core. An answer that fails carries a Fault's code. */
export interface Shell {
  sealSecret(plain: Uint8Array): Promise<Uint8Array>
  openSecret(sealed: Uint8Array): Promise<Uint8Array>
  /** Absolute path, or null when the person cancelled. */
  choosePath(kind: 'file' | 'folder' | 'save', suggested?: string): Promise<string | null>
  /** Keeps the computer from sleeping while true; the display may sleep. */
  stayAwake(on: boolean): Promise<void>
  /** Ends the program and starts it again, as the real station or as practice. */
  restart(as: 'station' | 'practice' | 'practice-anew'): Promise<void>
  /** Shows or closes the resident's window. */
  faceResident(on: boolean): Promise<void>
  /** Unmounts a removable device and cuts its power, e.g. '/dev/sdb1' or 'E:'. Fails with DISK-BUSY. */
  eject(device: string): Promise<void>
}

/** What the core learns before it opens. */
export interface Start {
  /** False where the system has no key store worth the name: a passphrase is asked instead. */
  readonly secretBox: boolean
  /** For 'Tentang', e.g. 'Electron 45.4.1'. */
  readonly runtime: string
}

export type ToCore =
  | { t: 'start'; start: Start }
  /** `resident`: it is the resident's window, which gets its own narrow contract and nothing else. */
  | { t: 'page-opened'; page: number; resident?: true }
  | { t: 'page'; page: number; data: RpcData }
  | { t: 'page-closed'; page: number }
  | { t: 'stream'; id: number; path: string }
  | { t: 'stream-pull'; id: number }
  | { t: 'stream-cancel'; id: number }
  | { t: 'answer'; id: number; value: unknown }
  | { t: 'refusal'; id: number; code: string }
  | { t: 'quit' }

export type FromCore =
  | { t: 'ready' }
  | { t: 'page'; page: number; data: RpcData }
  | { t: 'stream-head'; id: number; status: number; headers: Record<string, string> }
  | { t: 'stream-chunk'; id: number; data: Uint8Array }
  | { t: 'stream-end'; id: number }
  | { t: 'stream-broken'; id: number }
  | { t: 'ask'; id: number; call: keyof Shell; args: unknown[] }

export type SendToCore = (message: ToCore) => void
export type SendFromCore = (message: FromCore) => void
