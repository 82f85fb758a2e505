import type { OnProgress } from './job.ts'

/** Rates over less are noise. */
const SETTLE_MS = 500

/** Tells how far a long reading is, how fast, and how long still. */
export function meter(phase: string, total: number, onProgress: OnProgress): { add(bytes: number): void } {
  const began = performance.now()
  let done = 0
  return {
    add(bytes) {
      done += bytes
      const whole = Math.max(total, done)
      const elapsed = performance.now() - began
      const rate = elapsed > SETTLE_MS ? (done / elapsed) * 1000 : undefined
      onProgress({
        phase,
        done,
        total: whole,
        ...(rate === undefined || rate === 0
          ? {}
          : { bytesPerSecond: Math.round(rate), secondsLeft: Math.ceil((whole - done) / rate) }),
      })
    },
  }
}
