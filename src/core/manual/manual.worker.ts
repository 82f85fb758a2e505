/** The thread that makes the manual: embedding fonts and screenshots would hold up the desk. */
import { serveThread } from '../../lib/thread-tasks.ts'
import { type BookJob, renderBook, renderCard } from './book.ts'

serveThread({ book: (job: BookJob) => renderBook(job), card: (job: BookJob) => renderCard(job) })
