import { resolve } from 'node:path'
import type { Paper } from '../../contract/suket.ts'
import { refuse } from '../refuse.ts'
import { issueSuket, openOffice, saveSuket } from '../suket/index.ts'
import { firstLine } from './secrets.ts'
import { typed } from './permissions.ts'
import { type Common, languageOf, print, sayer, type Terminal } from './terminal.ts'
import { type StationOptions, withStation } from './with-station.ts'

export interface IssueOptions extends Common, StationOptions {
  readonly out: string
  readonly reason?: string
  readonly signer?: string
  readonly paper?: Paper
  readonly p12?: string
  readonly p12PassphraseFile?: string
}

/** People count from one. */
function signerOf({ signer }: IssueOptions): number | undefined {
  if (signer === undefined) return undefined
  if (!/^[1-9][0-9]?$/.test(signer)) throw refuse('SUKET-SIGNER')
  return Number(signer) - 1
}

const SIGNED = {
  signed: { id: ' bertanda tangan elektronik', en: ', signed electronically' },
  missing: {
    id: ' TANPA tanda tangan elektronik kantor (beri --p12)',
    en: " WITHOUT the office's electronic signature (give --p12)",
  },
  none: { id: '', en: '' },
} as const

/** `rekam suket issue ID --out FILE.pdf`; with --p12 the file carries the office's electronic signature. */
export async function suketIssue(terminal: Terminal, id: string, options: IssueOptions): Promise<void> {
  const out = resolve(options.out)
  const suket = await withStation(
    options,
    typed('suket issue', { 'suket issue --p12': options.p12 }),
    async (station) => {
      if (options.p12 !== undefined) {
        if (options.p12PassphraseFile === undefined) throw refuse('CLI-PASSPHRASE-FILE')
        await openOffice(station, resolve(options.p12), await firstLine(resolve(options.p12PassphraseFile)))
      }
      const { reason, paper } = options
      const issued = await issueSuket(station, id, { reason, paper, signer: signerOf(options) })
      const { signature } = await saveSuket(station, issued.id, out)
      return {
        ...issued,
        signature,
        signed: signature === 'signed',
        qr: station.read.get<{ qr: string }>('SELECT qr FROM suket WHERE id = ?', [issued.id])?.qr ?? '',
      }
    },
  )
  print(terminal, options, { ...suket, out }, [
    `${suket.number}  ${sayer(options)('berlaku sampai', 'counts until')} ${suket.expiresOn}`,
    `PDF${SIGNED[suket.signature][languageOf(options)]}: ${out}`,
  ])
}
