import type { Printer, PrintOrder, Printers, PrintState } from '../ports.ts'
import { refuse } from '../refuse.ts'

/** What a fake desk printer does with its jobs: prints at once, takes its time, has no paper, breaks jobs, is stopped. */
export type DeskPrinterMode = 'prints' | 'slow' | 'empty' | 'breaks' | 'stopped'

interface Job {
  readonly id: string
  readonly order: PrintOrder
  state: PrintState
}

/** Printers of a test: `desk` with two trays and both papers, `narrow` with A4 alone. Held to the same contract as CUPS. */
export interface FakePrinters extends Printers {
  setMode(mode: DeskPrinterMode): void
  /** Nothing answers any more, as when the print service has died. */
  setDead(dead: boolean): void
  /** No printer is set up. */
  setNone(none: boolean): void
  /** Forgets a job, as a queue that was cleared does. */
  forget(job: string): void
  /** The next job is taken, and the answer is lost: the program dies in between. */
  loseNextAnswer(): void
  /** What came out, oldest first. */
  readonly printed: readonly PrintOrder[]
}

const DESK: Printer = {
  name: 'desk',
  title: 'Pencetak meja',
  isDefault: true,
  state: 'ready',
  trays: ['Tray1', 'Tray2'].map((id) => ({ id, title: id })),
  papers: ['A4', 'F4'],
}
const NARROW: Printer = {
  ...DESK,
  name: 'narrow',
  title: 'narrow',
  isDefault: false,
  trays: [],
  papers: ['A4'],
}

const OF_DESK: Record<DeskPrinterMode, Printer['state']> = {
  prints: 'ready',
  slow: 'printing',
  empty: 'out-of-paper',
  breaks: 'ready',
  stopped: 'stopped',
}

export function fakePrinters(): FakePrinters {
  const jobs: Job[] = []
  const printed: PrintOrder[] = []
  let mode: DeskPrinterMode = 'prints'
  let dead = false
  let none = false
  let loseAnswer = false

  const known = () => (none ? [] : [{ ...DESK, state: OF_DESK[mode] }, NARROW])
  const over = (job: Job) => job.state.state === 'done' || job.state.state === 'failed'
  const alive = () => {
    if (dead) throw refuse('PRINTER-SYSTEM')
  }
  /** Goes through the queue as far as the printer would by now. */
  function work(): void {
    for (const job of jobs) {
      if (over(job)) continue
      if (mode === 'stopped') job.state = { state: 'queued', why: 'stopped' }
      else if (mode === 'slow' || mode === 'empty') {
        job.state = { state: mode === 'slow' ? 'printing' : 'out-of-paper', why: null }
        for (const behind of jobs)
          if (behind !== job && !over(behind)) behind.state = { state: 'queued', why: null }
        return
      } else if (mode === 'breaks') job.state = { state: 'failed', why: 'aborted' }
      else {
        job.state = { state: 'done', why: null }
        printed.push(job.order)
      }
    }
  }
  const jobOf = (id: string) => jobs.find((job) => job.id === id)

  return {
    printed,
    setMode(next) {
      mode = next
    },
    setDead(next) {
      dead = next
    },
    setNone(next) {
      none = next
    },
    forget(id) {
      jobs.splice(0, jobs.length, ...jobs.filter((job) => job.id !== id))
    },
    loseNextAnswer() {
      loseAnswer = true
    },
    async list() {
      alive()
      return known()
    },
    async print(order) {
      alive()
      const printer = known().find(({ name }) => name === order.printer)
      if (!printer) throw refuse('PRINTER-GONE', { printer: order.printer })
      if (!printer.papers.includes(order.paper))
        throw refuse('PRINTER-PAPER', { printer: order.printer, paper: order.paper })
      const id = String(jobs.length + 1)
      jobs.push({ id, order, state: { state: 'queued', why: null } })
      if (!loseAnswer) return id
      loseAnswer = false
      throw new Error('the answer is lost')
    },
    async state(_printer, id) {
      alive()
      work()
      return jobOf(id)?.state ?? { state: 'unknown', why: null }
    },
    async find(printer, title) {
      alive()
      return jobs.find(({ order }) => order.printer === printer && order.title === title)?.id ?? null
    },
    async cancel(_printer, id) {
      alive()
      const job = jobOf(id)
      if (job && !over(job)) job.state = { state: 'failed', why: 'cancelled' }
    },
  }
}
