import type { Draft, RecordingRow } from '../../../../contract/enrolment.ts'
import { parseNik } from '../../../../contract/nik.ts'
import { readQuestion } from '../../../../contract/read-question.ts'

/** One line of the search: a parked draft, a recording, or the NIK itself that could be recorded now. */
export interface Found {
  readonly kind: 'draft' | 'recording' | 'start'
  readonly id: string
  readonly nik: string
  readonly name: string
}

function matches({ biodata }: Draft, text: string): boolean {
  const digits = text.replace(/\s/g, '')
  const byNik = /^[0-9]+$/.test(digits) && (biodata.nik ?? '').includes(digits)
  const { born, words } = readQuestion(text)
  const isNamed = words
    .split(' ')
    .every((word) => (biodata.nama ?? '').toLowerCase().includes(word.toLowerCase()))
  if (born !== '') return isNamed && (biodata.tanggalLahir ?? '').startsWith(born)
  return byNik || (biodata.nama ?? '').toLowerCase().includes(text.toLowerCase())
}

/**
 * What a search shows: drafts first, because somebody waits for them, then recordings; a whole valid NIK that neither
 * has can be recorded. Without a text only the drafts.
 */
export function foundIn(text: string, drafts: readonly Draft[], rows: readonly RecordingRow[]): Found[] {
  const parked = drafts
    .filter((draft) => text === '' || matches(draft, text))
    .map(({ id, biodata }) => ({
      kind: 'draft' as const,
      id,
      nik: biodata.nik ?? '',
      name: biodata.nama ?? '',
    }))
  const recorded =
    text === '' ? [] : rows.map(({ id, nik, name }) => ({ kind: 'recording' as const, id, nik, name }))
  const nik = parseNik(text)
  const start =
    nik.ok && parked.length === 0 && recorded.length === 0
      ? [{ kind: 'start' as const, id: nik.nik, nik: nik.nik, name: '' }]
      : []
  return [...parked, ...recorded, ...start]
}

/** What the core is asked: digits without the gaps of a NIK, at most what it takes (a scanned code may be longer). */
export function listInput(text: string): { text: string; limit: number } {
  return { text: text.replace(/(?<=[0-9]) (?=[0-9])/g, '').slice(0, 80), limit: 20 }
}
