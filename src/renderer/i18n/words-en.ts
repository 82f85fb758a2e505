/** All words in English; `typeof` the source, so that a word that is missing does not compile. */
import { account } from './en/account.ts'
import { bag } from './en/bag.ts'
import { backup } from './en/backup.ts'
import { board } from './en/board.ts'
import { capture } from './en/capture.ts'
import { documents } from './en/documents.ts'
import { enrolment } from './en/enrolment.ts'
import { facing } from './en/facing.ts'
import { frame } from './en/frame.ts'
import { manual } from './en/manual.ts'
import { outage } from './en/outage.ts'
import { practice } from './en/practice.ts'
import { print } from './en/print.ts'
import { printing } from './en/printing.ts'
import { privacy } from './en/privacy.ts'
import { queue } from './en/queue.ts'
import { recording } from './en/recording.ts'
import { residents } from './en/residents.ts'
import { restore } from './en/restore.ts'
import { settings } from './en/settings.ts'
import { suket } from './en/suket.ts'
import { upload } from './en/upload.ts'
import { work } from './en/work.ts'
import type { words as source } from './words-id.ts'

export const words: typeof source = {
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
