import { userInfo } from 'node:os'
import type { Printer, PrintOrder, Printers } from '../../ports.ts'
import { refuse } from '../../refuse.ts'
import { jobState, mediaFor, printerState, readChoices, readOptions } from './cups-words.ts'
import {
  askIpp,
  encodeIpp,
  GET_JOB_ATTRIBUTES,
  GET_JOBS,
  type IppAttribute,
  keyword,
  named,
  uri,
} from './ipp.ts'
import { type Run, runWith } from './run.ts'

/** What the queue's name may be: it stands in arguments and addresses. CUPS allows no spaces, slashes or hashes. */
const NAME = /^(?!-)[^\s/#?\\'"]{1,127}$/
const JOB = /^[0-9]{1,10}$/
const NOT_FOUND = 0x04_06

/**
 * Printers of CUPS, by its own programs: `lpstat` and `lpoptions` to look, `lp` to hand over, `cancel` to take back, and IPP for how a
 * job ended.
 * @param server socket's path or `host:port`; as the system has it when absent
 */
export function cupsPrinters({ server }: { readonly server?: string } = {}): Printers {
  // In the C locale: what the programs say is read.
  const run: Run = runWith({ LC_ALL: 'C', ...(server === undefined ? {} : { CUPS_SERVER: server }) })

  async function assertRunning(): Promise<void> {
    const { out } = await run('lpstat', ['-r'])
    if (!/^scheduler is running/m.test(out)) throw refuse('PRINTER-SYSTEM')
  }

  async function optionsOf(name: string): Promise<Map<string, string>> {
    return readOptions((await run('lpoptions', ['-p', name])).out)
  }

  /** Sizes and trays; undefined for a queue that has no list of them. */
  async function choicesOf(name: string) {
    const { ok, out } = await run('lpoptions', ['-p', name, '-l'])
    const choices = ok ? readChoices(out) : undefined
    return {
      sizes: choices?.get('PageSize') ?? choices?.get('media'),
      trays: choices?.get('InputSlot') ?? [],
    }
  }

  async function describe(name: string, byDefault: string | undefined): Promise<Printer> {
    const [options, { sizes, trays }] = await Promise.all([optionsOf(name), choicesOf(name)])
    return {
      name,
      title: options.get('printer-info') || name,
      isDefault: name === byDefault,
      state: printerState(options.get('printer-state'), options.get('printer-state-reasons') ?? ''),
      trays: trays.map((id) => ({ id, title: id })),
      papers: (['A4', 'F4'] as const).filter((paper) => mediaFor(paper, sizes) !== undefined),
    }
  }

  async function assertThere(name: string): Promise<void> {
    if (!NAME.test(name)) throw refuse('PRINTER-GONE', { printer: name.slice(0, 60) })
    const { out } = await run('lpstat', ['-e'])
    if (!out.split('\n').includes(name)) throw refuse('PRINTER-GONE', { printer: name })
  }

  /** Asked in the name of who handed the jobs over: names of jobs are shown to their owner alone. */
  async function ask(operation: number, target: IppAttribute, ...more: IppAttribute[]) {
    const where = (await run('lpstat', ['-H'])).out.trim()
    const user = named('requesting-user-name', userInfo().username)
    return askIpp(where, encodeIpp(operation, [target, user, ...more]))
  }

  return {
    async list() {
      await assertRunning()
      const names = (await run('lpstat', ['-e'])).out.split('\n').filter((name) => NAME.test(name))
      const byDefault = /: (\S+)\s*$/.exec((await run('lpstat', ['-d'])).out)?.[1]
      const found: Printer[] = []
      for (const name of names) found.push(await describe(name, byDefault))
      return found
    },

    async print(order: PrintOrder) {
      await assertRunning()
      await assertThere(order.printer)
      const { sizes, trays } = await choicesOf(order.printer)
      const media = mediaFor(order.paper, sizes)
      if (media === undefined) throw refuse('PRINTER-PAPER', { paper: order.paper, printer: order.printer })
      const tray = order.tray !== null && trays.includes(order.tray) ? ['-o', `InputSlot=${order.tray}`] : []
      const size = ['-o', `media=${media}`, '-o', 'print-scaling=none', '-o', 'sides=one-sided']
      const args = ['-d', order.printer, '-t', order.title, '-n', String(order.copies), ...size, ...tray]
      // The letter goes in by standard input: no file of it is left anywhere but in the system's own queue.
      const { out, err } = await run('lp', [...args, '--', '-'], order.pdf).catch((error: unknown) => {
        throw new Error('lp did not end', { cause: error })
      })
      const id = new RegExp(`${escaped(order.printer)}-([0-9]+)`).exec(out)?.[1]
      if (id !== undefined) return id
      await assertRunning()
      await assertThere(order.printer)
      throw refuse('PRINTER-REFUSED', {
        printer: order.printer,
        why: err.trim().replace(/^lp: /, '').slice(0, 200),
      })
    },

    async state(printer, job) {
      if (!JOB.test(job)) return { state: 'unknown', why: null }
      await assertRunning()
      const target = uri('job-uri', `ipp://localhost/jobs/${job}`)
      const { status, jobs } = await ask(
        GET_JOB_ATTRIBUTES,
        target,
        keyword('requested-attributes', 'job-state'),
      )
      const state = status === NOT_FOUND ? undefined : Number(jobs[0]?.get('job-state')?.[0])
      const reasons = NAME.test(printer)
        ? ((await optionsOf(printer)).get('printer-state-reasons') ?? '')
        : ''
      return jobState(state, reasons)
    },

    async find(printer, title) {
      if (!NAME.test(printer)) return null
      await assertRunning()
      const { jobs } = await ask(
        GET_JOBS,
        uri('printer-uri', `ipp://localhost/printers/${encodeURIComponent(printer)}`),
        keyword('which-jobs', 'all'),
        keyword('requested-attributes', 'job-id'),
        keyword('', 'job-name'),
      )
      const found = jobs.find((job) => job.get('job-name')?.[0] === title)
      return found ? String(found.get('job-id')?.[0]) : null
    },

    async cancel(printer, job) {
      if (!NAME.test(printer) || !JOB.test(job)) return
      await assertRunning()
      // `cancel` fails for a job that has ended, which is as well.
      await run('cancel', [`${printer}-${job}`])
    },
  }
}

function escaped(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)
}
