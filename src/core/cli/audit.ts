import { verifyAudit } from '../audit/index.ts'
import { type Common, print, type Terminal } from './terminal.ts'
import { type StationOptions, withStation } from './with-station.ts'

/** `rekam audit verify`: recomputes the whole chain; exit code 1 when it is broken. */
export async function auditVerify(terminal: Terminal, options: Common & StationOptions): Promise<number> {
  const found = await withStation(options, async (station) => verifyAudit(station.read))
  print(terminal, options, found, [
    found.sound
      ? `Rantai audit utuh: ${found.entries} entri`
      : `Rantai audit PUTUS pada entri ${found.brokenAt}`,
  ])
  return found.sound ? 0 : 1
}
