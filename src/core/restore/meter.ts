import type { OnProgress } from './job.ts'

/** Rates over less are noise. */
const SETTLE_MS = 500

/** Nobody reads faster; each is a message between threads and processes. */
const TELL_MS = 50

/** Tells how far a long reading is, how fast, and how long still. */
export function meter(phase: string, total: number, onProgress: OnProgress): { add(bytes: number): void } {
  const began = performance.now()
  let done = 0
  let toldAt = -Infinity
  return {
    add(bytes) {
      done += bytes
      const whole = Math.max(total, done)
      const elapsed = performance.now() - began
      if (done < total && elapsed - toldAt < TELL_MS) return
      toldAt = elapsed
      const rate = elapsed > SETTLE_MS ? (done / elapsed) * 1000 : undefined
      onProgress({
        phase,
        done,
        total: whole,
        bytes: done,
        ...(rate === undefined || rate === 0
          ? {}
          : { bytesPerSecond: Math.round(rate), secondsLeft: Math.ceil((whole - done) / rate) }),
      })
    },
  }
}
