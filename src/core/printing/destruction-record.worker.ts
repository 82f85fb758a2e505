import { serveThread } from '../../lib/thread-tasks.ts'
import { renderRecord } from './destruction-record.ts'

serveThread({ letter: renderRecord })
