import { resolve } from 'node:path'
import { copyLevelWords } from '../../contract/copy-words.ts'
import type { EmptiedResult, EmptyProof } from '../../contract/restore.ts'
import { emptyStation, proveEmpty, restoreInThread } from '../restore/index.ts'
import { typed } from './permissions.ts'
import { teller } from './restore-words.ts'
import { type Common, languageOf, print, type Terminal } from './terminal.ts'
import { type StationOptions, withStation } from './with-station.ts'

export interface EmptyOptions extends Common, StationOptions {
  readonly disk: readonly string[]
  readonly confirm?: string
  readonly out?: string
}

function lines(proof: EmptyProof, emptied: EmptiedResult | null): string[] {
  return [
    ...proof.disks.map(
      ({ label, packets, level }) => `${label}: ${packets} rekaman, ${copyLevelWords[level].id}`,
    ),
    `SHA-256 ${proof.digest}`,
    ...(emptied === null
      ? [`Belum ada yang dihapus. Ulangi dengan --confirm "${proof.confirm}" --out BERKAS.pdf`]
      : [`Komputer ini dikosongkan. Berita acara: ${emptied.report}`, `Tanda terima: ${emptied.receipt}`]),
  ]
}

/** `rekam empty`: proves the copies, and with --confirm and --out empties the station's folder. A supervisor's account alone may. */
export async function empty(terminal: Terminal, options: EmptyOptions): Promise<void> {
  const { confirm, out } = options
  const hands = restoreInThread()
  try {
    const asked = typed('empty', { 'empty --confirm': confirm })
    await withStation(options, asked, async (station, desk) => {
      const disks = options.disk.map((mount) => resolve(mount))
      const proof = await proveEmpty(station, disks, {
        hands,
        onProgress: teller(terminal, languageOf(options)),
      })
      const emptied =
        confirm === undefined || out === undefined
          ? null
          : await emptyStation(station, { confirm, report: resolve(out) }, () => desk.lock())
      print(terminal, options, emptied ?? proof, lines(proof, emptied))
    })
  } finally {
    await hands.close()
  }
}
