export const exportBags = {
  version: 9,
  sql: '',
} as const
