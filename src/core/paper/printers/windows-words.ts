import { z } from 'zod'
import type { Printer, PrintState } from '../../ports.ts'

/**
 * What PowerShell is asked, with nothing of ours in the scripts: the printer's name comes in by the environment (REKAM_PRINTER), and
 * answers are JSON.
 */
export const LIST_SCRIPT = `$ErrorActionPreference = 'Stop'
[Console]::OutputEncoding = [Text.Encoding]::UTF8
Add-Type -AssemblyName System.Drawing
$default = (New-Object System.Drawing.Printing.PrinterSettings).PrinterName
$list = @(Get-Printer | ForEach-Object {
  $s = New-Object System.Drawing.Printing.PrinterSettings
  $s.PrinterName = $_.Name
  @{ name = $_.Name; byDefault = ($_.Name -eq $default); status = [int]$_.PrinterStatus; workOffline = [bool]$_.WorkOffline
     trays = @($s.PaperSources | ForEach-Object { $_.SourceName })
     sizes = @($s.PaperSizes | ForEach-Object { @{ name = $_.PaperName; width = $_.Width; height = $_.Height } }) }
})
ConvertTo-Json -Depth 5 -Compress -InputObject $list`

export const JOBS_SCRIPT = `$ErrorActionPreference = 'Stop'
[Console]::OutputEncoding = [Text.Encoding]::UTF8
$list = @(Get-PrintJob -PrinterName $env:REKAM_PRINTER | ForEach-Object {
  @{ id = [int]$_.Id; document = $_.DocumentName; status = [int]$_.JobStatus }
})
ConvertTo-Json -Depth 3 -Compress -InputObject $list`

export const CANCEL_SCRIPT = `Remove-PrintJob -PrinterName $env:REKAM_PRINTER -ID ([int]$env:REKAM_JOB)`

const printersSchema = z.array(
  z.object({
    name: z.string(),
    byDefault: z.boolean(),
    status: z.number(),
    workOffline: z.boolean(),
    trays: z.array(z.string()),
    /** Hundredths of an inch. */
    sizes: z.array(z.object({ name: z.string(), width: z.number(), height: z.number() })),
  }),
)
export type WindowsPrinter = z.infer<typeof printersSchema>[number]

const jobsSchema = z.array(z.object({ id: z.number(), document: z.string(), status: z.number() }))
export type WindowsJob = z.infer<typeof jobsSchema>[number]

/** JSON of LIST_SCRIPT. Throws for anything else. */
export const readPrinters = (json: string): WindowsPrinter[] => printersSchema.parse(JSON.parse(json || '[]'))
export const readJobs = (json: string): WindowsJob[] => jobsSchema.parse(JSON.parse(json || '[]'))

const MM = { A4: [210, 297], F4: [215, 330] } as const
/** As far as the papers that are sold as F4 differ from one another. */
const SLACK_MM = { A4: 1, F4: 2 } as const

/** The driver's own name of the size that is this paper, or undefined. */
export function sizeNameFor(paper: 'A4' | 'F4', sizes: WindowsPrinter['sizes']): string | undefined {
  const [width, height] = MM[paper]
  const off = (a: number, mm: number) => Math.abs(a * 0.254 - mm)
  return sizes
    .filter((size) => Math.max(off(size.width, width), off(size.height, height)) <= SLACK_MM[paper])
    .toSorted(
      (a, b) => off(a.width, width) + off(a.height, height) - off(b.width, width) - off(b.height, height),
    )
    .at(0)?.name
}

/** MSFT_Printer.PrinterStatus: bits of winspool's PRINTER_STATUS. */
const PRINTER = { paused: 0x1, paperOut: 0x10, offline: 0x80, printing: 0x400 } as const

export function describeWindows({
  name,
  byDefault,
  status,
  workOffline,
  trays,
  sizes,
}: WindowsPrinter): Printer {
  const is = (bit: number) => (status & bit) !== 0
  const state = is(PRINTER.paperOut)
    ? 'out-of-paper'
    : workOffline || is(PRINTER.offline)
      ? 'offline'
      : is(PRINTER.paused)
        ? 'stopped'
        : is(PRINTER.printing)
          ? 'printing'
          : 'ready'
  return {
    name,
    title: name,
    isDefault: byDefault,
    state,
    trays: trays.map((tray) => ({ id: tray, title: tray })),
    papers: (['A4', 'F4'] as const).filter((paper) => sizeNameFor(paper, sizes) !== undefined),
  }
}

/** MSFT_PrintJob.JobStatus: bits of winspool's JOB_STATUS. */
const JOB = {
  paused: 0x1,
  error: 0x2,
  deleting: 0x4,
  printing: 0x10,
  offline: 0x20,
  paperOut: 0x40,
  printed: 0x80,
  deleted: 0x1_00,
  blocked: 0x2_00,
  complete: 0x10_00,
} as const

/**
 * A job's state; undefined is one that the spooler has let go: it keeps what failed, and forgets what it has given to the printer.
 */
export function windowsJobState(status: number | undefined): PrintState {
  if (status === undefined) return { state: 'done', why: null }
  const is = (bit: number) => (status & bit) !== 0
  if (is(JOB.deleting) || is(JOB.deleted)) return { state: 'failed', why: 'cancelled' }
  if (is(JOB.printed) || is(JOB.complete)) return { state: 'done', why: null }
  if (is(JOB.paperOut)) return { state: 'out-of-paper', why: null }
  if (is(JOB.offline)) return { state: 'queued', why: 'offline' }
  if (is(JOB.error) || is(JOB.blocked)) return { state: 'failed', why: 'aborted' }
  if (is(JOB.paused)) return { state: 'queued', why: 'stopped' }
  return { state: is(JOB.printing) ? 'printing' : 'queued', why: null }
}
