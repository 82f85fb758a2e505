export const printingCards = {
  version: 10,
  sql: '',
} as const
