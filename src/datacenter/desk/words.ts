import { isRefusalCode, refusalOf } from '../../contract/catalogue.ts'
import type { Fault } from '../../lib/fault.ts'

const FIELDS: Readonly<Record<string, string>> = {
  courier: 'kurir',
  medium: 'media',
  slip: 'nomor surat jalan',
  packet: 'nomor paket',
  to: 'keputusan',
  reason: 'alasan',
  person: 'nama yang memutuskan',
}

/** What happened, in the words of the catalogue. */
export function refusalWords(code: string): string {
  return refusalOf(code).id.what
}

/** The three lines of a refusal, with its own values; its field in the words of the form. */
export function refusalLines({ code, params }: Fault): { what: string; safe: string; todo: string } {
  const { field } = params
  return refusalOf(code, { ...params, ...(field === undefined ? {} : { field: FIELDS[field] ?? field }) }).id
}

/** A fault on a terminal: its code and values first; what the catalogue knows of itself is told in its words. */
export function faultLines(fault: Fault): string[] {
  if (!isRefusalCode(fault.code)) return [fault.message]
  const { what, safe, todo } = refusalLines(fault)
  return [fault.message, what, safe, todo]
}
