export const enrolmentDesk = {
  version: 3,
  sql: '',
} as const
