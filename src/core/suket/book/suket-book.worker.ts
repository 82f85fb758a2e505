/** The thread of register books: a year of a busy Dinas takes seconds. */
import { serveThread } from '../../../lib/thread-tasks.ts'
import type { Book } from './book.ts'
import { type BookJob, bookPdf } from './book-pdf.ts'
import { bookXlsx } from './book-xlsx.ts'

serveThread({
  pdf: (job: BookJob) => bookPdf(job),
  xlsx: ({ book }: { book: Book }) => bookXlsx(book),
})
