import { accountHandlers } from './account/index.ts'
import { auditHandlers } from './audit/index.ts'
import { settingsHandlers } from './settings/index.ts'
import { suketHandlers } from './suket/index.ts'
import { uploadHandlers } from './upload/index.ts'

/** Every room's handlers under its name; the contract's shape. */
export const router = {
  account: accountHandlers,
  audit: auditHandlers,
  settings: settingsHandlers,
  suket: suketHandlers,
  upload: uploadHandlers,
}
