/** The sealing thread: hashing, encryption and fsyncs of a packet do not stop the event loop of the core. */
import { serveThread } from '../../../lib/thread-tasks.ts'
import type { SealJob } from './job.ts'
import { sealAndProve } from './work.ts'

serveThread({ seal: (job: SealJob) => sealAndProve(job) })
