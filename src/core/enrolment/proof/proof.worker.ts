/** The thread of proofs of recording. */
import { serveThread } from '../../../lib/thread-tasks.ts'
import { type ProofJob, renderProof } from './proof-sheet.ts'

serveThread({ letter: (job: ProofJob) => renderProof(job) })
