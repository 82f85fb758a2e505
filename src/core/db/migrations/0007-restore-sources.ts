export const restoreSources = {
  version: 7,
  sql: '',
} as const
