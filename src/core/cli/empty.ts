import { many } from '../../contract/plural.ts'
import { resolve } from 'node:path'
import { copyLevelWords } from '../../contract/copy-words.ts'
import type { EmptiedResult, EmptyProof } from '../../contract/restore.ts'
import { emptyStation, proveEmpty, restoreInThread } from '../restore/index.ts'
import { typed } from './permissions.ts'
import { teller } from './restore-words.ts'
import { type Common, type Language, languageOf, print, sayIn, type Terminal } from './terminal.ts'
import { type StationOptions, withStation } from './with-station.ts'

export interface EmptyOptions extends Common, StationOptions {
  readonly disk: readonly string[]
  readonly confirm?: string
  readonly out?: string
}

/** What is proven of each disk, and what became of the computer. */
export function emptyLines(proof: EmptyProof, emptied: EmptiedResult | null, language: Language): string[] {
  const say = sayIn(language)
  return [
    ...proof.disks.map(
      ({ label, packets, level }) =>
        `${label}: ${say(`${packets} rekaman`, many(packets, 'recording'))}, ${copyLevelWords[level][language]}`,
    ),
    `SHA-256 ${proof.digest}`,
    ...(emptied === null
      ? [
          say(
            `Belum ada yang dihapus. Ulangi dengan --confirm "${proof.confirm}" --out BERKAS.pdf`,
            `Nothing was deleted yet. Repeat with --confirm "${proof.confirm}" --out FILE.pdf`,
          ),
        ]
      : [
          say(
            `Komputer ini dikosongkan. Berita acara: ${emptied.report}`,
            `This computer was emptied. The record: ${emptied.report}`,
          ),
          say(`Tanda terima: ${emptied.receipt}`, `Receipt: ${emptied.receipt}`),
        ]),
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
      print(terminal, options, emptied ?? proof, emptyLines(proof, emptied, languageOf(options)))
    })
  } finally {
    await hands.close()
  }
}
