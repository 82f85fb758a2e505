import { localValue } from '../db/local.ts'
import type { Printer } from '../ports.ts'
import { refuse } from '../refuse.ts'
import type { Station } from '../station.ts'

/** The printer of the last print here; else the system's own choice. */
function chosen(printers: readonly Printer[], last: string | undefined): Printer | undefined {
  const { printer } = (last === undefined ? {} : JSON.parse(last)) as { printer?: string }
  return (
    printers.find(({ name }) => name === printer) ??
    printers.find(({ isDefault }) => isDefault) ??
    printers[0]
  )
}

/**
 * Prints one sheet of A4 where the last letter was printed; nothing is made where there is no printer. Answers on which one. PRINTER-NONE, PRINTER-SYSTEM,
 * PRINTER-PAPER, PRINTER-REFUSED. @param title carries no personal data: queues show it
 */
export async function printOnPaper(
  station: Pick<Station, 'ports' | 'read'>,
  title: string,
  pdf: () => Promise<Uint8Array>,
): Promise<string> {
  const printer = chosen(await station.ports.printers.list(), localValue(station.read, 'print-choice'))
  if (!printer) throw refuse('PRINTER-NONE')
  await station.ports.printers.print({
    printer: printer.name,
    title,
    pdf: await pdf(),
    paper: 'A4',
    copies: 1,
    tray: null,
  })
  return printer.title
}
