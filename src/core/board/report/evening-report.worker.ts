/** The thread of evening reports on paper. */
import { serveThread } from '../../../lib/thread-tasks.ts'
import { type ReportJob, renderReport } from './sheet.ts'

serveThread({ letter: (job: ReportJob) => renderReport(job) })
