/** All words in Indonesian, the source. A room adds its file here and in words-en.ts; the compiler compares them. */
import { account } from './id/account.ts'
import { bag } from './id/bag.ts'
import { backup } from './id/backup.ts'
import { board } from './id/board.ts'
import { capture } from './id/capture.ts'
import { documents } from './id/documents.ts'
import { enrolment } from './id/enrolment.ts'
import { facing } from './id/facing.ts'
import { frame } from './id/frame.ts'
import { manual } from './id/manual.ts'
import { outage } from './id/outage.ts'
import { practice } from './id/practice.ts'
import { print } from './id/print.ts'
import { printing } from './id/printing.ts'
import { privacy } from './id/privacy.ts'
import { queue } from './id/queue.ts'
import { recording } from './id/recording.ts'
import { residents } from './id/residents.ts'
import { restore } from './id/restore.ts'
import { settings } from './id/settings.ts'
import { suket } from './id/suket.ts'
import { upload } from './id/upload.ts'
import { work } from './id/work.ts'

export const words = {
  ...frame,
  ...account,
  restore,
  enrolment: { ...enrolment, ...capture, ...documents, ...recording },
  backup,
  facing,
  bag,
  board,
  manual,
  outage,
  practice,
  print,
  printing,
  privacy,
  queue,
  residents,
  settings,
  suket,
  upload,
  work,
}
