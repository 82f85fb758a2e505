import { accountContract } from './account.ts'
import { auditContract } from './audit.ts'
import { backupContract } from './backup.ts'
import { boardContract } from './board.ts'
import { enrolmentContract } from './enrolment.ts'
import { exportContract } from './export.ts'
import { manualContract } from './manual.ts'
import { outageContract } from './outage.ts'
import { printingContract } from './printing.ts'
import { privacyContract } from './privacy.ts'
import { queueContract } from './queue.ts'
import { residentContract } from './resident.ts'
import { restoreContract } from './restore.ts'
import { settingsContract } from './settings.ts'
import { suketContract } from './suket.ts'
import { uploadContract } from './upload.ts'

/** All that crosses between the page and the core. Rooms are named as in PRODUCT. */
export const contract = {
  account: accountContract,
  audit: auditContract,
  backup: backupContract,
  board: boardContract,
  enrolment: enrolmentContract,
  export: exportContract,
  manual: manualContract,
  outage: outageContract,
  printing: printingContract,
  privacy: privacyContract,
  queue: queueContract,
  resident: residentContract,
  restore: restoreContract,
  settings: settingsContract,
  suket: suketContract,
  upload: uploadContract,
}
