import type { Words } from './words.ts'

/** What taking in a list does just now, by the phase that the core names. */
export const importPhaseWords = {
  reading: { id: 'Membaca berkas', en: 'Reading the file' },
  ordering: { id: 'Mengurutkan penduduk', en: 'Putting residents in order' },
  indexing: { id: 'Menyiapkan pencarian', en: 'Preparing the search' },
} as const satisfies Readonly<Record<string, Words>>
export type ImportPhase = keyof typeof importPhaseWords

/** A phase that has no words is the first. */
export function importPhaseOf(phase: string | undefined): ImportPhase {
  return phase !== undefined && Object.hasOwn(importPhaseWords, phase) ? (phase as ImportPhase) : 'reading'
}
