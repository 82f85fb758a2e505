import { accountHandlers } from './account/index.ts'
import { auditHandlers } from './audit/index.ts'
import { backupHandlers } from './backup/index.ts'
import { boardHandlers } from './board/index.ts'
import { enrolmentHandlers, queueHandlers } from './enrolment/index.ts'
import { exportHandlers } from './export/index.ts'
import { manualHandlers } from './manual/index.ts'
import { outageHandlers } from './outage/index.ts'
import { permitted } from './permit.ts'
import { printingHandlers } from './printing/index.ts'
import { privacyHandlers } from './privacy/index.ts'
import { residentHandlers } from './resident/index.ts'
import { restoreHandlers } from './restore/index.ts'
import { recording } from './router-reads.ts'
import { settingsHandlers } from './settings/index.ts'
import { suketHandlers } from './suket/index.ts'
import { uploadHandlers } from './upload/index.ts'

/** Every room's handlers under its name; the contract's shape. Each asks the table of permissions first. */
export const router = permitted(
  {
    account: accountHandlers,
    audit: auditHandlers,
    backup: backupHandlers,
    board: boardHandlers,
    enrolment: enrolmentHandlers,
    export: exportHandlers,
    manual: manualHandlers,
    outage: outageHandlers,
    printing: printingHandlers,
    privacy: privacyHandlers,
    queue: queueHandlers,
    resident: residentHandlers,
    restore: restoreHandlers,
    settings: settingsHandlers,
    suket: suketHandlers,
    upload: uploadHandlers,
  },
  recording,
)
