/** The thread of slips. */
import { serveThread } from '../../../lib/thread-tasks.ts'
import { renderSlip, type SlipJob } from './slip-sheet.ts'

serveThread({ letter: (job: SlipJob) => renderSlip(job) })
