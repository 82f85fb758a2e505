import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { cupsPrinters } from './cups.ts'
import { askIpp, encodeIpp, GET_JOBS, uri } from './ipp.ts'
import { holdsPrinterContract, samplePdf } from './testing/contract.ts'
import { startOwnCups } from './testing/own-cups.ts'

holdsPrinterContract('CUPS', startOwnCups)

describe('CUPS beside the contract', () => {
  it('answers IPP through its socket as well, and nobody there is PRINTER-SYSTEM', async () => {
    const cups = await startOwnCups()
    try {
      const asked = encodeIpp(GET_JOBS, [uri('printer-uri', 'ipp://localhost/printers/desk')])
      expect((await askIpp(cups.socket, asked)).status).toBeLessThan(0x01_00)
    } finally {
      await cups.close()
    }
    await expect(askIpp(cups.socket, new Uint8Array())).rejects.toMatchObject({ code: 'PRINTER-SYSTEM' })
    await expect(cupsPrinters({ server: cups.socket }).list()).rejects.toMatchObject({
      code: 'PRINTER-SYSTEM',
    })
  })

  // Debian's PDF printer runs as root alone, and writes into its user's home.
  it.runIf(process.getuid?.() === 0)('prints on the PDF printer of Debian', async () => {
    const cups = await startOwnCups()
    const folder = join(homedir(), 'PDF')
    const before = new Set(existsSync(folder) ? readdirSync(folder) : [])
    try {
      cups.addQueue('pdf', 'cups-pdf:/', '/usr/share/ppd/cups-pdf/CUPS-PDF_opt.ppd')
      const title = 'Suket 471.13-00001'
      const pdf = await samplePdf('F4')
      const job = await cups.printers.print({
        printer: 'pdf',
        title,
        pdf,
        paper: 'F4',
        copies: 1,
        tray: null,
      })
      await expect
        .poll(async () => (await cups.printers.state('pdf', job)).state, { timeout: 60_000, interval: 300 })
        .toBe('done')
      const fresh = readdirSync(folder).filter((name) => !before.has(name))
      expect(fresh).toHaveLength(1)
      expect(readFileSync(join(folder, fresh[0]!)).subarray(0, 5).toString()).toBe('%PDF-')
      rmSync(join(folder, fresh[0]!))
    } finally {
      await cups.close()
    }
  })
})
