import { readdir } from 'node:fs/promises'
import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { errnoOf, faultOfErrno } from '../../lib/fault.ts'
import { replaceDurably } from '../../lib/write-durably.ts'
import type { Printer, Printers } from '../ports.ts'
import { refuse } from '../refuse.ts'

/** What the pretended printer is called; no printer of the system is ever asked. */
export const PRACTICE_PRINTER = 'latihan'

const PRINTER: Printer = {
  name: PRACTICE_PRINTER,
  title: 'Pencetak latihan (ke berkas)',
  isDefault: true,
  state: 'ready',
  trays: [],
  papers: ['A4', 'F4'],
}

/** A job is its file's name: what its title says, so that it is found again after a crash. */
function jobOf(title: string): string {
  const said = title.replaceAll(/[^A-Za-z0-9]+/g, '-').slice(0, 60)
  return `${said}-${createHash('sha256').update(title).digest('hex').slice(0, 8)}`
}

/** A printer that puts each paper into a folder as a PDF. */
export function filePrinters(folder: string): Printers {
  async function printed(): Promise<ReadonlySet<string>> {
    try {
      return new Set((await readdir(folder)).map((name) => name.replace(/\.pdf$/, '')))
    } catch (error) {
      if (errnoOf(error) === 'ENOENT') return new Set()
      throw faultOfErrno(error, 'readdir', folder)
    }
  }
  return {
    list: async () => [PRINTER],
    async print({ printer, title, pdf }) {
      if (printer !== PRACTICE_PRINTER) throw refuse('PRINTER-GONE', { printer })
      const job = jobOf(title)
      await replaceDurably(join(folder, `${job}.pdf`), pdf)
      return job
    },
    async state(_printer, job) {
      return { state: (await printed()).has(job) ? 'done' : 'unknown', why: null }
    },
    async find(_printer, title) {
      const job = jobOf(title)
      return (await printed()).has(job) ? job : null
    },
    cancel: async () => undefined,
  }
}
