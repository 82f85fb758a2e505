export const backupCustody = {
  version: 6,
  sql: '',
} as const
