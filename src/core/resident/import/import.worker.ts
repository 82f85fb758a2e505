/** The thread that reads the Dinas' files: strangers' archives and XML are unpacked here, where they can be given up. */
import { serveThread } from '../../../lib/thread-tasks.ts'
import { buildList, type ImportJob, type OnImport } from './build-list.ts'
import { previewFile } from './preview.ts'

serveThread({
  preview: (path: string) => previewFile(path),
  build: (job: ImportJob, progress: OnImport) => buildList(job, progress),
})
