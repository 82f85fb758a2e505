/** The letter thread: fonts are cut and embedded there, a third of a second that would stop everything else. */
import { serveThread } from '../../lib/thread-tasks.ts'
import { type LetterJob, renderLetter } from './letter.ts'

serveThread({ letter: (job: LetterJob) => renderLetter(job) })
