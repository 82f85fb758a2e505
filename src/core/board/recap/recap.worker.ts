/** The thread of recaps: counts them over a connection of its own that only reads, and makes their files. */
import type { Progress } from '../../../contract/base.ts'
import { serveThread } from '../../../lib/thread-tasks.ts'
import { openSqlite, readerOf } from '../../db/sqlite.ts'
import type { CountJob } from './aside.ts'
import type { RecapBook } from './book.ts'
import { piecesOf, recapRows } from './queries.ts'
import { type RecapJob, recapPdf } from './recap-pdf.ts'
import { recapXlsx } from './recap-xlsx.ts'

/** All keys within one read transaction: they agree with each other, whatever is written meanwhile. */
async function count({ store, key, span, zone, by }: CountJob, progress: (progress: Progress) => void) {
  const db = openSqlite(store, key, { create: false, readonly: true })
  try {
    // Nothing of an encrypted store is spilt into a file.
    db.pragma('temp_store = MEMORY')
    const read = readerOf(db)
    const total = piecesOf(span).length * by.length
    let done = 0
    const onPiece = () => progress({ phase: 'counting', done: ++done, total })
    return db.transaction(() =>
      Object.fromEntries(by.map((one) => [one, recapRows(read, span, zone, one, onPiece)])),
    )()
  } finally {
    db.close()
  }
}

serveThread({
  count,
  pdf: (job: RecapJob) => recapPdf(job),
  xlsx: ({ book }: { book: RecapBook }) => recapXlsx(book),
})
