import { existsSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { windowsPrinters, type WindowsParts } from './windows.ts'
import { CANCEL_SCRIPT, JOBS_SCRIPT, LIST_SCRIPT, sizeNameFor, windowsJobState } from './windows-words.ts'

const A4 = { name: 'A4', width: 827, height: 1169 }
const FOLIO = { name: 'Folio', width: 850, height: 1300 }
const printer = (more: object = {}) => ({
  name: 'Loket',
  byDefault: true,
  status: 0,
  workOffline: false,
  trays: ['Baki 1'],
  sizes: [A4, FOLIO],
  ...more,
})

/** A Windows that answers as PowerShell 5.1 does, and keeps what it was asked. */
function windows(printers: object[], jobs: object[]) {
  const asked: { script: string; env: unknown }[] = []
  const printed: { path: string; bytes: string; options: object }[] = []
  const parts: WindowsParts = {
    async powershell(script, env) {
      asked.push({ script, env })
      const out = script === LIST_SCRIPT ? printers : script === JOBS_SCRIPT ? jobs : []
      return { ok: true, out: `${JSON.stringify(out)}\r\n`, err: '' }
    },
    async print(path, options) {
      printed.push({ path, bytes: readFileSync(path, 'utf8'), options })
    },
  }
  return { asked, printed, printers: windowsPrinters(parts) }
}
const order = {
  printer: 'Loket',
  title: 'Suket 471.13/00001 (k3)',
  pdf: Buffer.from('%PDF'),
  paper: 'F4' as const,
  copies: 2,
  tray: 'Baki 1',
}

it('lists printers with what holds them up, trays and papers by their size', async () => {
  const { printers } = windows(
    [printer(), printer({ name: 'B', byDefault: false, status: 0x10, sizes: [A4] })],
    [],
  )
  expect(await printers.list()).toEqual([
    {
      name: 'Loket',
      title: 'Loket',
      isDefault: true,
      state: 'ready',
      trays: [{ id: 'Baki 1', title: 'Baki 1' }],
      papers: ['A4', 'F4'],
    },
    expect.objectContaining({ name: 'B', state: 'out-of-paper', papers: ['A4'] }),
  ])
})

it('hands a file over and leaves none behind', async () => {
  const { printers, printed } = windows([printer()], [])
  const job = await printers.print(order)
  expect(job).toBe('Suket 471.13-00001 (k3).pdf')
  expect(printed[0]).toMatchObject({
    bytes: '%PDF',
    options: { printer: 'Loket', copies: 2, paperSize: 'Folio', scale: 'noscale', bin: 'Baki 1' },
  })
  expect(existsSync(printed[0]!.path)).toBe(false)
})

it('refuses a printer that is not there and a paper that it does not have', async () => {
  const { printers } = windows([printer({ sizes: [A4] })], [])
  await expect(printers.print({ ...order, printer: 'X' })).rejects.toMatchObject({ code: 'PRINTER-GONE' })
  await expect(printers.print(order)).rejects.toMatchObject({ code: 'PRINTER-PAPER' })
})

it('knows jobs by their document, and takes one back by its number, names of printers never being part of a script', async () => {
  const evil = `Loket'; Remove-Item C:\\ -Recurse #`
  const { printers, asked } = windows(
    [printer()],
    [{ id: 7, document: 'C:\\Temp\\Suket 471.13-00001 (k3).pdf', status: 0x50 }],
  )
  const job = await printers.find(evil, order.title)
  expect(job).toBe('Suket 471.13-00001 (k3).pdf')
  expect(await printers.state(evil, job!)).toEqual({ state: 'out-of-paper', why: null })
  await printers.cancel(evil, job!)
  expect(asked.at(-1)).toEqual({ script: CANCEL_SCRIPT, env: { REKAM_PRINTER: evil, REKAM_JOB: '7' } })
  expect(asked.every(({ script }) => !script.includes('Loket'))).toBe(true)
})

it('reads the states of jobs; one that the spooler let go is done', () => {
  expect(windowsJobState(undefined).state).toBe('done')
  expect(windowsJobState(0x10)).toEqual({ state: 'printing', why: null })
  expect(windowsJobState(0x20)).toEqual({ state: 'queued', why: 'offline' })
  expect(windowsJobState(0x2)).toEqual({ state: 'failed', why: 'aborted' })
  expect(windowsJobState(0x1_00)).toEqual({ state: 'failed', why: 'cancelled' })
  expect(sizeNameFor('F4', [A4])).toBeUndefined()
})

it('says that the print service does not answer when PowerShell cannot ask it', async () => {
  const printers = windowsPrinters({
    powershell: async () => ({
      ok: false,
      out: '',
      err: 'Get-Printer: The spooler service is not reachable.',
    }),
    print: async () => undefined,
  })
  await expect(printers.list()).rejects.toMatchObject({ code: 'PRINTER-SYSTEM' })
})
