/** Numbers as the desk reads them: Indonesian grouping, decimal sizes as disks are sold. */

const UNITS = ['B', 'KB', 'MB', 'GB', 'TB'] as const

/** `2,4 MB` or `2.4 MB`; whole bytes below 1,000. */
export function formatBytes(bytes: number, language: 'id' | 'en'): string {
  let value = bytes
  let unit = 0
  while (value >= 1000 && unit < UNITS.length - 1) {
    value /= 1000
    unit += 1
  }
  const digits = unit === 0 || value >= 100 ? 0 : 1
  return `${formatCount(Number(value.toFixed(digits)), language)} ${UNITS[unit]}`
}

/** `1.234` in Indonesian, `1,234` in English. */
export function formatCount(count: number, language: 'id' | 'en'): string {
  return new Intl.NumberFormat(language === 'id' ? 'id-ID' : 'en-GB', { maximumFractionDigits: 1 }).format(
    count,
  )
}

/** Minutes and seconds left, rounded up so that it never promises too much: `{minutes: 2, seconds: 5}`. */
export function splitSeconds(seconds: number): { minutes: number; seconds: number } {
  const whole = Math.max(0, Math.ceil(seconds))
  return { minutes: Math.floor(whole / 60), seconds: whole % 60 }
}
