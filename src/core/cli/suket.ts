import { resolve } from 'node:path'
import { issueSuket, saveSuket } from '../suket/index.ts'
import { type Common, print, type Terminal } from './terminal.ts'
import { type StationOptions, withStation } from './with-station.ts'

/** `rekam suket issue ID --out FILE.pdf` */
export async function suketIssue(
  terminal: Terminal,
  id: string,
  options: Common & StationOptions & { out: string },
): Promise<void> {
  const out = resolve(options.out)
  const suket = await withStation(options, async (station) => {
    const issued = await issueSuket(station, id)
    await saveSuket(station, issued.id, out)
    return {
      ...issued,
      qr: station.read.get<{ qr: string }>('SELECT qr FROM suket WHERE id = ?', [issued.id])?.qr ?? '',
    }
  })
  print(terminal, options, { ...suket, out }, [
    `${suket.number}  berlaku sampai ${suket.expiresOn}`,
    `PDF: ${out}`,
  ])
}
