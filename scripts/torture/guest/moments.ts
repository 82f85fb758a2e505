import { handsHere, type Hands } from '../../../src/core/backup/engine/hands.ts'

/** Moments of a run at which something happens to the device. */
export const MOMENTS = ['volume written', 'reading back', 'statement', 'copy', 'signature'] as const
export type Moment = (typeof MOMENTS)[number]

/** Hands in this thread: what happens, happens between two calls, not beside them. */
export function handsAt(moment: Moment, happen: () => void): () => Hands {
  return () => {
    const hands = handsHere()
    let isDone = false
    const once = () => {
      if (isDone) return
      isDone = true
      happen()
    }
    let file = 0
    return {
      ...hands,
      writeVolume: (job, onProgress) =>
        hands.writeVolume(job, (progress) => {
          if (moment === 'volume written' && progress.phase === 'write') once()
          if (moment === 'reading back' && progress.phase === 'read-back') once()
          onProgress(progress)
        }),
      async writeFile(job) {
        const name = (['statement', 'copy', 'signature'] as const)[file++]
        if (name === moment) once()
        return hands.writeFile(job)
      },
    }
  }
}
