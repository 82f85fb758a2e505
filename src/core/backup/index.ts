/** Backup (cadangan): drives, disks, copies and their levels. The room's door. */
export { type BackupOptions, runBackup } from './backup.ts'
export { backupHandlers } from './handlers.ts'
export { forgetDisk } from './disk-notes.ts'
export { pairDisk, type Pairing } from './pair.ts'
export { startBackupService, type ServiceOptions } from './service.ts'
export { backupStatus } from './status.ts'
export { verifyAnywhere, verifyForStation } from './verify/verify.ts'
export { type LinuxVolumes, linuxVolumes } from './volumes/linux.ts'
