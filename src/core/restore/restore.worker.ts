/** The restore's thread: reads disks, judges what is on them, places packets, fills the new store. */
import { nodeDisk } from '../backup/index.ts'
import { serveThread } from '../../lib/thread-tasks.ts'
import { restoreTasks } from './tasks.ts'

serveThread(restoreTasks(nodeDisk))
