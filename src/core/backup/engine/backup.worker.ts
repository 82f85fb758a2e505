/** The backup's thread: packs, hashes, writes and reads back, with a read-only connection of its own to the store. */
import { serveThread } from '../../../lib/thread-tasks.ts'
import { nodeDisk } from '../disk/io.ts'
import { handTasks } from './hands.ts'

serveThread(handTasks(nodeDisk))
