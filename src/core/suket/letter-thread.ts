import { letterThread } from '../paper/index.ts'
import type { LetterJob } from './letter.ts'

/** As renderLetter, in a thread of its own. */
export const renderInThread = letterThread<LetterJob>(new URL('./letter.worker.ts', import.meta.url))
