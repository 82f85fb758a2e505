/** The thread of delivery letters. */
import { serveThread } from '../../lib/thread-tasks.ts'
import { type DeliveryJob, renderDelivery } from './letter.ts'

serveThread({ letter: (job: DeliveryJob) => renderDelivery(job) })
