export const enrolmentDevices = {
  version: 4,
  sql: '',
} as const
