/** The thread of recaps as files. */
import { serveThread } from '../../../lib/thread-tasks.ts'
import type { RecapBook } from './book.ts'
import { type RecapJob, recapPdf } from './recap-pdf.ts'
import { recapXlsx } from './recap-xlsx.ts'

serveThread({
  pdf: (job: RecapJob) => recapPdf(job),
  xlsx: ({ book }: { book: RecapBook }) => recapXlsx(book),
})
