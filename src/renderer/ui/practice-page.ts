import { PRACTICE_PAGE } from '../../contract/shell.ts'

/** Whether the shell opened this page for practice (latihan). */
export const isPracticePage = (): boolean => window.location.search === PRACTICE_PAGE

/** The window's title says it too: it stands in the system's list of windows. */
export function titlePractice(): void {
  if (isPracticePage()) document.title = 'LATIHAN / PRACTICE - Rekam'
}
