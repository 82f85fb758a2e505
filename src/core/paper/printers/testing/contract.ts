import { PDFDocument } from 'pdf-lib'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Printers, PrintState } from '../../../ports.ts'

export type Mode = 'prints' | 'slow' | 'empty' | 'breaks' | 'stopped'

/** A printing system under a test's control: a default printer `desk` (trays Tray1 and Tray2, A4 and F4), and `narrow` (A4 alone). */
export interface PrinterRig {
  readonly printers: Printers
  setMode(mode: Mode): Promise<void> | void
  setDead(dead: boolean): Promise<void> | void
  /** What came out for a job: copies, and the order's or the page's size in millimetres where the rig can tell it. */
  came(job: string): Promise<{ copies: number; mm?: readonly [number, number] } | undefined>
  close(): Promise<void>
}

export async function samplePdf(paper: 'A4' | 'F4'): Promise<Uint8Array> {
  const pdf = await PDFDocument.create()
  const mm = 72 / 25.4
  pdf.addPage(paper === 'A4' ? [210 * mm, 297 * mm] : [215 * mm, 330 * mm]).drawText('SAMPEL')
  return pdf.save()
}

/** What every half of the port has to do, on a system that is ready. */
export function holdsPrinterContract(name: string, start: () => Promise<PrinterRig>): void {
  describe(`printers: ${name}`, { timeout: 120_000 }, () => {
    let rig: PrinterRig
    let a4: Uint8Array
    let titles = 0
    beforeAll(async () => {
      rig = await start()
      a4 = await samplePdf('A4')
    }, 120_000)
    afterAll(() => rig?.close())
    beforeEach(() => rig.setMode('prints'))

    const order = (more: Partial<Parameters<Printers['print']>[0]> = {}) => ({
      printer: 'desk',
      title: `Suket 471.13/${String(++titles).padStart(5, '0')}`,
      pdf: a4,
      paper: 'A4' as const,
      copies: 1,
      tray: null,
      ...more,
    })
    /** Asks until a state is there; a machine under load takes its time. */
    async function becomes(job: string, state: PrintState['state']): Promise<PrintState> {
      for (let tries = 0; ; tries++) {
        const now = await rig.printers.state('desk', job)
        if (now.state === state || tries > 150) return now
        await new Promise((done) => setTimeout(done, 200))
      }
    }

    it('lists what is set up, the default first known, with trays and papers', async () => {
      const list = await rig.printers.list()
      expect(list.find(({ isDefault }) => isDefault)?.name).toBe('desk')
      expect(list.find(({ name: its }) => its === 'desk')).toMatchObject({
        trays: [{ id: 'Tray1' }, { id: 'Tray2' }],
        papers: ['A4', 'F4'],
        state: 'ready',
      })
      expect(list.find(({ name: its }) => its === 'narrow')?.papers).toEqual(['A4'])
    })

    it('prints both papers, with copies and from a tray', async () => {
      for (const paper of ['A4', 'F4'] as const) {
        const job = await rig.printers.print(
          order({ paper, pdf: await samplePdf(paper), copies: 2, tray: 'Tray2' }),
        )
        expect(await becomes(job, 'done')).toEqual({ state: 'done', why: null })
        const came = await rig.came(job)
        expect(came?.copies).toBe(2)
        if (came?.mm) {
          expect(Math.abs(came.mm[0] - (paper === 'A4' ? 210 : 215))).toBeLessThan(1)
          expect(Math.abs(came.mm[1] - (paper === 'A4' ? 297 : 330))).toBeLessThan(1)
        }
      }
    })

    it('says printing while it prints, and queued of what waits behind', async () => {
      await rig.setMode('slow')
      const first = await rig.printers.print(order())
      const second = await rig.printers.print(order())
      expect((await becomes(first, 'printing')).state).toBe('printing')
      expect((await rig.printers.state('desk', second)).state).toBe('queued')
      await rig.setMode('prints')
      expect((await becomes(first, 'done')).state).toBe('done')
      expect((await becomes(second, 'done')).state).toBe('done')
    })

    it('says out of paper, of the job and of the printer, and goes on when there is paper', async () => {
      await rig.setMode('empty')
      const job = await rig.printers.print(order())
      expect((await becomes(job, 'out-of-paper')).state).toBe('out-of-paper')
      expect((await rig.printers.list()).find(({ name: its }) => its === 'desk')?.state).toBe('out-of-paper')
      await rig.setMode('prints')
      expect((await becomes(job, 'done')).state).toBe('done')
    })

    it('says failed of a job that broke, and prints the next', async () => {
      await rig.setMode('breaks')
      const broken = await rig.printers.print(order())
      expect(await becomes(broken, 'failed')).toEqual({ state: 'failed', why: 'aborted' })
      expect(await rig.came(broken)).toBeUndefined()
      await rig.setMode('prints')
      expect((await becomes(await rig.printers.print(order()), 'done')).state).toBe('done')
    })

    it('says what is queued before a stopped printer, and that it is stopped', async () => {
      await rig.setMode('stopped')
      const job = await rig.printers.print(order())
      expect(await becomes(job, 'queued')).toEqual({ state: 'queued', why: 'stopped' })
      expect((await rig.printers.list()).find(({ name: its }) => its === 'desk')?.state).toBe('stopped')
      await rig.setMode('prints')
      expect((await becomes(job, 'done')).state).toBe('done')
    })

    it('takes a job back, and leaves one alone that is over', async () => {
      await rig.setMode('slow')
      const [first, taken] = [await rig.printers.print(order()), await rig.printers.print(order())]
      await rig.printers.cancel('desk', taken)
      expect(await becomes(taken, 'failed')).toEqual({ state: 'failed', why: 'cancelled' })
      await rig.setMode('prints')
      expect((await becomes(first, 'done')).state).toBe('done')
      await rig.printers.cancel('desk', first)
      expect((await rig.printers.state('desk', first)).state).toBe('done')
      expect(await rig.came(taken)).toBeUndefined()
    })

    it('finds a job by its title, also when it is over', async () => {
      const mine = order()
      const job = await rig.printers.print(mine)
      expect(await rig.printers.find('desk', mine.title)).toBe(job)
      await becomes(job, 'done')
      expect(await rig.printers.find('desk', mine.title)).toBe(job)
      expect(await rig.printers.find('desk', 'Suket that nobody printed')).toBeNull()
    })

    it('refuses a printer that is not there, and a paper that it does not have', async () => {
      for (const printer of ['nobody', '-h evil', 'desk -o raw', '../desk', 'a'.repeat(300), ''])
        await expect(rig.printers.print(order({ printer }))).rejects.toMatchObject({ code: 'PRINTER-GONE' })
      await expect(rig.printers.print(order({ printer: 'narrow', paper: 'F4' }))).rejects.toMatchObject({
        code: 'PRINTER-PAPER',
      })
    })

    it('says unknown of a job that it never had', async () => {
      for (const job of ['99999', '-a', '1; reboot', ''])
        expect(await rig.printers.state('desk', job)).toEqual({ state: 'unknown', why: null })
    })

    it('says so while nothing answers, and loses no job over it', async () => {
      await rig.setMode('stopped')
      const job = await rig.printers.print(order())
      await rig.setDead(true)
      for (const call of [
        () => rig.printers.list(),
        () => rig.printers.print(order()),
        () => rig.printers.state('desk', job),
        () => rig.printers.find('desk', 'x'),
        () => rig.printers.cancel('desk', job),
      ])
        await expect(call()).rejects.toMatchObject({ code: 'PRINTER-SYSTEM' })
      await rig.setDead(false)
      await rig.setMode('prints')
      expect((await becomes(job, 'done')).state).toBe('done')
    })
  })
}
