/** Restore (pemulihan): plans and brings a station back from its disks. The room's door. */
export { restoreHandlers } from './handlers.ts'
export { planGain, runGain } from './gain.ts'
export { type RestoreHands, restoreInThread } from './hands.ts'
export { type RestoreDeps, runRestore } from './run.ts'
export { readSources } from './sources.ts'
