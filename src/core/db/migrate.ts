import { refuse } from '../refuse.ts'
import { installChangeTriggers } from './change-triggers.ts'
import { foundation } from './migrations/0001-foundation.ts'
import { auditAppendOnly } from './migrations/0002-audit-append-only.ts'
import { enrolmentDesk } from './migrations/0003-enrolment-desk.ts'
import { enrolmentDevices } from './migrations/0004-enrolment-devices.ts'
import { suketRegister } from './migrations/0005-suket-register.ts'
import { backupCustody } from './migrations/0006-backup-custody.ts'
import { restoreSources } from './migrations/0007-restore-sources.ts'
import { uploadQueue } from './migrations/0008-upload-queue.ts'
import { exportBags } from './migrations/0009-export-bags.ts'
import { printingCards } from './migrations/0010-printing-cards.ts'
import { uploadLine } from './migrations/0011-upload-line.ts'
import { outageNotices } from './migrations/0012-outage-notices.ts'
import { enrolmentCare } from './migrations/0013-enrolment-care.ts'
import { suketSearch } from './migrations/0014-suket-search.ts'
import { suketCorrected } from './migrations/0015-suket-corrected.ts'
import { enrolmentOriginals } from './migrations/0016-enrolment-originals.ts'
import { figures } from './migrations/0017-figures.ts'
import { exportOrders } from './migrations/0018-export-orders.ts'
import { auditValues } from './migrations/0019-audit-values.ts'
import { board } from './migrations/0020-board.ts'
import { privacyDuties } from './migrations/0021-privacy-duties.ts'
import { whatCounts } from './migrations/0022-what-counts.ts'
import { shippedCards } from './migrations/0023-shipped-cards.ts'
import { claimedCards } from './migrations/0024-claimed-cards.ts'
import { posts } from './migrations/0025-posts.ts'
import { refusedPackets } from './migrations/0026-refused-packets.ts'
import { grantedCards } from './migrations/0027-granted-cards.ts'
import { amendingRecordings } from './migrations/0028-amending-recordings.ts'
import { ordersOfBefore } from './migrations/0029-orders-of-before.ts'
import type { Sqlite } from './sqlite.ts'

export interface Migration {
  readonly version: number
  readonly sql: string
}

/** In order; a migration that has landed is never edited. */
export const MIGRATIONS: readonly Migration[] = [
  foundation,
  auditAppendOnly,
  enrolmentDesk,
  enrolmentDevices,
  suketRegister,
  backupCustody,
  restoreSources,
  uploadQueue,
  exportBags,
  printingCards,
  uploadLine,
  outageNotices,
  enrolmentCare,
  suketSearch,
  suketCorrected,
  enrolmentOriginals,
  figures,
  exportOrders,
  auditValues,
  board,
  privacyDuties,
  whatCounts,
  shippedCards,
  claimedCards,
  posts,
  refusedPackets,
  grantedCards,
  amendingRecordings,
  ordersOfBefore,
]

export const SCHEMA = MIGRATIONS.at(-1)!.version

/** 'RKM1' in the file's header: tells our store from any other SQLite file. */
export const APPLICATION_ID = 0x524b4d31

/** The schema version that the file says it has; 0 for a new file. */
export function schemaOf(db: Sqlite): number {
  return db.pragma('user_version', { simple: true }) as number
}

/**
 * Brings the store to the newest schema, each step in one transaction together with its version number; a new file takes all of
 * them in one. Refuses a file of a newer program (STORE-NEWER); a step that fails leaves the file as it was before it (STORE-MIGRATION).
 */
export function migrate(db: Sqlite, migrations: readonly Migration[] = MIGRATIONS): void {
  const known = migrations.at(-1)?.version ?? 0
  const found = schemaOf(db)
  if (found > known) throw refuse('STORE-NEWER', { found, known })
  const due = migrations.filter(({ version }) => version > found)
  const steps = found === 0 && due.length > 0 ? [joined(due)] : due
  for (const step of steps) {
    try {
      db.transaction(() => {
        db.exec(step.sql)
        installChangeTriggers(db, step.version)
        db.pragma(`application_id = ${APPLICATION_ID}`)
        db.pragma(`user_version = ${step.version}`)
      }).immediate()
    } catch (cause) {
      throw refuse('STORE-MIGRATION', { version: step.version }, cause)
    }
  }
}

/** Without rows there is nothing that triggers in between would record. */
function joined(steps: readonly Migration[]): Migration {
  return { version: steps.at(-1)?.version ?? 0, sql: steps.map(({ sql }) => sql).join('\n') }
}
