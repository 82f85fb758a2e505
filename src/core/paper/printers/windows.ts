import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Printers } from '../../ports.ts'
import { refuse } from '../../refuse.ts'
import { type Run, runWith } from './run.ts'
import {
  CANCEL_SCRIPT,
  describeWindows,
  JOBS_SCRIPT,
  LIST_SCRIPT,
  readJobs,
  readPrinters,
  sizeNameFor,
  windowsJobState,
} from './windows-words.ts'

/** As pdf-to-printer has it: prints a file and comes back when the spooler has all of it. */
export type PrintFile = (
  path: string,
  options: {
    printer: string
    copies: number
    paperSize: string
    scale: 'noscale'
    side: 'simplex'
    silent: true
    bin?: string
  },
) => Promise<void>

export interface WindowsParts {
  /** PowerShell with a script and values for its environment. */
  readonly powershell: (script: string, env?: Readonly<Record<string, string>>) => ReturnType<Run>
  readonly print: PrintFile
}

const parts: WindowsParts = {
  powershell: (script, env = {}) =>
    runWith(env)('powershell.exe', ['-NoProfile', '-NonInteractive', '-Command', script]),
  print: async (path, options) => {
    // Only Windows has the program that it brings: nobody else loads it.
    const { print } = await import('pdf-to-printer')
    await print(path, options)
  },
}

/** Characters that a title has and a file name may not. */
const documentOf = (title: string) => `${title.replaceAll(/[^\w .()-]+/g, '-')}.pdf`

/** Printers of Windows: pdf-to-printer hands over, PowerShell's print cmdlets look and take back. */
export function windowsPrinters({ powershell, print }: WindowsParts = parts): Printers {
  async function say(script: string, env: Readonly<Record<string, string>> = {}): Promise<string> {
    const { ok, out, err } = await powershell(script, env)
    if (!ok) throw refuse('PRINTER-SYSTEM', {}, new Error(err.slice(0, 500)))
    return out.trim()
  }
  const list = async () => readPrinters(await say(LIST_SCRIPT))
  /** The jobs of a printer; none where it is gone. */
  const jobsOf = async (printer: string) => {
    const { ok, out } = await powershell(JOBS_SCRIPT, { REKAM_PRINTER: printer })
    return ok ? readJobs(out.trim()) : null
  }
  return {
    list: async () => (await list()).map(describeWindows),

    async print({ printer, title, pdf, paper, copies, tray }) {
      const there = (await list()).find(({ name }) => name === printer)
      if (!there) throw refuse('PRINTER-GONE', { printer })
      const paperSize = sizeNameFor(paper, there.sizes)
      if (paperSize === undefined) throw refuse('PRINTER-PAPER', { paper, printer })
      const folder = await mkdtemp(join(tmpdir(), 'rekam-print-'))
      try {
        const path = join(folder, documentOf(title))
        await writeFile(path, pdf, { mode: 0o600 })
        const bin = tray !== null && there.trays.includes(tray) ? { bin: tray } : {}
        await print(path, {
          printer,
          copies,
          paperSize,
          scale: 'noscale',
          side: 'simplex',
          silent: true,
          ...bin,
        })
      } catch (error) {
        throw refuse('PRINTER-REFUSED', { printer, why: error instanceof Error ? error.message : '' }, error)
      } finally {
        await rm(folder, { recursive: true, force: true })
      }
      // The document's name is the job's: a short letter may have left the spooler before anybody can ask for its number.
      return documentOf(title)
    },

    async state(printer, job) {
      const jobs = await jobsOf(printer)
      if (!jobs) return { state: 'unknown', why: null }
      return windowsJobState(jobs.find(({ document }) => document.endsWith(job))?.status)
    },

    async find(printer, title) {
      const job = documentOf(title)
      return (await jobsOf(printer))?.some(({ document }) => document.endsWith(job)) ? job : null
    },

    async cancel(printer, job) {
      const found = (await jobsOf(printer))?.find(({ document }) => document.endsWith(job))
      if (found) await powershell(CANCEL_SCRIPT, { REKAM_PRINTER: printer, REKAM_JOB: String(found.id) })
    },
  }
}
