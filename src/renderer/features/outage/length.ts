/** A stretch of time in the largest unit that it fills: nobody counts the seconds of an outage of months. */
export function lengthOf(seconds: number): { unit: 'minutes' | 'hours' | 'days'; count: number } {
  if (seconds >= 48 * 3600) return { unit: 'days', count: Math.floor(seconds / 86_400) }
  if (seconds >= 3600) return { unit: 'hours', count: Math.floor(seconds / 3600) }
  return { unit: 'minutes', count: Math.max(1, Math.floor(seconds / 60)) }
}
