import { startBackupRoutine, startBackupService } from './backup/index.ts'
import type { CoreContext, Desk } from './context.ts'
import { facingHandlers } from './enrolment/index.ts'
import { startExportService } from './export/index.ts'
import { openDesk } from './open-core-desk.ts'
import type { Service } from './open-core-session.ts'
import { answerStream } from './open-core-streams.ts'
import type { Paths, Ports } from './ports.ts'
import { startPrintingService } from './printing/index.ts'
import { startResidentService } from './resident/index.ts'
import { startRestoreService } from './restore/index.ts'
import { router } from './router.ts'
import type { StreamAnswer } from './stream.ts'
import { startSuketService } from './suket/index.ts'
import { startUploadService } from './upload/index.ts'

/** The core: the same for the core process, the terminal and the tests. */
export interface Core {
  readonly router: typeof router
  /** What the resident's window can call. */
  readonly facing: typeof facingHandlers
  readonly desk: Desk
  /** What oRPC hands to each handler. */
  context(): CoreContext
  /** What lies at an address below `app://station/`, e.g. `suket/<id>.pdf`. Never refuses: 403 while locked, 404, 500. */
  stream(address: string): Promise<StreamAnswer>
  /** Stops what runs, locks, and lets the folder go. */
  close(): Promise<void>
}

/** What runs while a station is open. */
const SERVICES: readonly Service[] = [
  startBackupService,
  startBackupRoutine,
  startUploadService,
  startExportService,
  startPrintingService,
  startSuketService,
  startRestoreService,
  startResidentService,
]

export interface CoreOptions {
  /** False where a command does its one thing and ends: the terminal. */
  readonly services?: boolean
}

/** Opens the core over a station's folder, which may be empty or absent. Nothing is unlocked yet: see desk.door(). */
export async function openCore(ports: Ports, paths: Paths, options: CoreOptions = {}): Promise<Core> {
  const desk = await openDesk(ports, paths, options.services === false ? [] : SERVICES)
  return {
    router,
    facing: facingHandlers,
    desk,
    context: () => ({ desk }),
    stream: (address) => answerStream(desk, address),
    close: () => desk.close(),
  }
}
