/** The thread of this room's records. */
import { serveThread } from '../../../lib/thread-tasks.ts'
import { renderReport } from './report.ts'

serveThread({ letter: renderReport })
