export const suketRegister = {
  version: 5,
  sql: '',
} as const
