/** The manual (Panduan): every page by its name, in the order of the book. The window shows it on F1, `rekam manual` makes the PDF. */
import { type Guide, GUIDE_NAMES, GUIDES, type GuideName } from '../guides.ts'
import { accounts } from './accounts.ts'
import { backup } from './backup.ts'
import { beginRecording } from './begin-recording.ts'
import { board } from './board.ts'
import { cards } from './cards.ts'
import { dayLists } from './day-lists.ts'
import { drill } from './drill.ts'
import { EMERGENCIES } from './emergency.ts'
import { emptying } from './empty.ts'
import { eveningReport } from './evening-report.ts'
import { firstRun } from './first-run.ts'
import { gain } from './gain.ts'
import { keyboard } from './keyboard.ts'
import type { ManualPage, ManualPart } from './part.ts'
import { personalData } from './personal-data.ts'
import { power } from './power.ts'
import { practice } from './practice.ts'
import { queue } from './queue.ts'
import { recap } from './recap.ts'
import { recording } from './recording.ts'
import { recordings } from './recordings.ts'
import { residents } from './residents.ts'
import { restore } from './restore.ts'
import { sealed } from './sealed.ts'
import { sending } from './sending.ts'
import { settings } from './settings.ts'
import { signIn } from './sign-in.ts'
import { suketCheck } from './suket-check.ts'
import { suketRecap } from './suket-recap.ts'
import { suket } from './suket.ts'
import { technician } from './technician.ts'
import { whereCard } from './where-card.ts'

/** What to do in a case, as a page. */
function guidePage({ id, en, safe, steps }: Guide): ManualPage {
  const parts = steps.flatMap(({ command, id: step, en: english }, at): ManualPart[] => [
    { kind: 'steps', from: at + 1, steps: [{ id: step, en: english }] },
    ...(command === undefined ? [] : [{ kind: 'command', command } as const]),
  ])
  return { chapter: 'trouble', title: { id, en }, parts: [{ kind: 'safe', said: safe }, ...parts] }
}

const emergency: ManualPage = {
  chapter: 'trouble',
  title: { id: 'Kartu darurat', en: 'Emergency card' },
  parts: EMERGENCIES.flatMap(({ title, safe, steps }): ManualPart[] => [
    { kind: 'head', said: title },
    { kind: 'safe', said: safe },
    { kind: 'steps', steps },
  ]),
}

const guides = Object.fromEntries(
  GUIDE_NAMES.map((name) => [`guide-${name}`, guidePage(GUIDES[name])]),
) as unknown as Readonly<Record<`guide-${GuideName}`, ManualPage>>

export const MANUAL = {
  'first-run': firstRun,
  'sign-in': signIn,
  keyboard,
  practice,
  queue,
  recordings,
  'begin-recording': beginRecording,
  recording,
  sealed,
  residents,
  suket,
  'suket-check': suketCheck,
  'suket-recap': suketRecap,
  cards,
  'where-card': whereCard,
  backup,
  sending,
  restore,
  gain,
  drill,
  empty: emptying,
  board,
  'day-lists': dayLists,
  'evening-report': eveningReport,
  recap,
  'personal-data': personalData,
  settings,
  accounts,
  emergency,
  power,
  ...guides,
  technician,
} as const satisfies Readonly<Record<string, ManualPage>>

export type ManualName = keyof typeof MANUAL
export const MANUAL_NAMES = Object.keys(MANUAL) as readonly ManualName[]
