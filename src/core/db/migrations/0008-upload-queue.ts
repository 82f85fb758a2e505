export const uploadQueue = {
  version: 8,
  sql: '',
} as const
