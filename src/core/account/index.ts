/** Accounts: who opens the station, and the keys under their passwords. The room's door. */
export { resetPassphrase } from './change-slots.ts'
export { accountHandlers } from './handlers.ts'
export { KEY_COST, type KeyCost, type NewKeyFiles, writeKeyFiles } from './key-files.ts'
export { openByPassphrase, openByRecovery } from './open-slot.ts'
export { KEY_FILES, readSlotsFile } from './slots-file.ts'
export { changePassphrase, followReset } from './passphrases.ts'
export { decodeSlots, type ReadSlots } from './slots.ts'
export { identityFile, identityIn } from './state-key.ts'
