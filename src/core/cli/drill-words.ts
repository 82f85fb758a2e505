import { damageWords } from '../../contract/damage-words.ts'
import type { DrillFacts } from '../../contract/restore.ts'
import { type Language, sayIn } from './terminal.ts'

/** A damaged file of a source with its reason in words. */
export function damagedLine(
  { path, why }: { readonly path: string; readonly why: string },
  language: Language,
): string {
  return `  ${{ id: 'berkas rusak', en: 'damaged file' }[language]}: ${path}: ${damageWords(why)[language]}`
}

/** What a drill found; of the register the tables alone that did not come back whole. @param saved where its report lies */
export function drillLines(
  facts: DrillFacts,
  saved: { readonly path: string; readonly signature: string } | null,
  language: Language,
): string[] {
  const say = sayIn(language)
  const { packets, tables, rowsDiffering, whole } = facts
  const rows = (side: 'station' | 'restored') => tables.reduce((sum, table) => sum + table[side], 0)
  return [
    whole
      ? say('LENGKAP: semuanya kembali', 'WHOLE: everything came back')
      : say('TIDAK LENGKAP', 'NOT WHOLE'),
    say(
      `${packets.restored} dari ${packets.station} rekaman kembali, ${packets.missing} hilang, ${packets.differing} berbeda`,
      `recordings back ${packets.restored} of ${packets.station}, missing ${packets.missing}, differing ${packets.differing}`,
    ),
    `SHA-256 ${facts.digests.restored}`,
    say(
      `Baris register: ${rows('restored')} dari ${rows('station')} kembali, ${rowsDiffering} berbeda`,
      `Register rows: ${rows('restored')} of ${rows('station')} came back, ${rowsDiffering} differ`,
    ),
    ...tables
      .filter(({ station, restored }) => station !== restored)
      .map(({ table, station, restored }) => `  ${table}: ${restored} ${say('dari', 'of')} ${station}`),
    ...facts.missing.map((id) => `  ${say('hilang', 'missing')}: ${id}`),
    ...facts.differing.map((id) => `  ${say('berbeda', 'differs')}: ${id}`),
    ...facts.damaged.map((damaged) => damagedLine(damaged, language)),
    ...(saved === null
      ? []
      : [
          `${say('Laporan', 'Report')}: ${saved.path}`,
          `${say('Tanda tangan', 'Signature')}: ${saved.signature}`,
        ]),
  ]
}
