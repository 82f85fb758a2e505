import type { z } from 'zod'
import type { restoreSourceSchema } from '../../../contract/restore.ts'

/** What the form holds: mounted disks, the Dinas' root key file, and what opens the backup. */
export interface SourceForm {
  readonly disks: string[]
  readonly trust: string
  /** The old station's supervisor knows the password, or the Dinas sends its recovery identity. */
  readonly way: 'passphrase' | 'identity'
  readonly identity: string
  /** The old password, or the new one where the identity opens. */
  readonly passphrase: string
  readonly again: string
  /** Which station, once the disks have said that they hold several; empty otherwise. */
  readonly station: string
}

export const EMPTY_SOURCE: SourceForm = {
  disks: [],
  trust: '',
  way: 'passphrase',
  identity: '',
  passphrase: '',
  again: '',
  station: '',
}

/** The disks with one more; a disk stands in the list once, and eight are enough (contract: restore). */
export function addDisk(disks: string[], mount: string): string[] {
  const clean = mount.trim()
  if (clean === '' || disks.includes(clean) || disks.length >= 8) return disks
  return [...disks, clean]
}

export type SourceField = 'disks' | 'trust' | 'identity' | 'passphrase' | 'again'

/** What is missing or wrong before the disks can be looked at, in the order of the form. */
export function wrongInSource(form: SourceForm): SourceField[] {
  const wrong: SourceField[] = []
  if (form.disks.length === 0) wrong.push('disks')
  if (form.trust.trim() === '') wrong.push('trust')
  if (form.way === 'passphrase') {
    if (form.passphrase === '') wrong.push('passphrase')
    return wrong
  }
  if (form.identity.trim() === '') wrong.push('identity')
  if (form.passphrase.length < 8) wrong.push('passphrase')
  if (form.again !== form.passphrase) wrong.push('again')
  return wrong
}

/** What the contract wants of a filled form. */
export function sourceInput(form: SourceForm): z.input<typeof restoreSourceSchema> {
  const { disks, trust, way, identity, passphrase, station } = form
  return {
    disks,
    trust: trust.trim(),
    passphrase,
    ...(way === 'identity' ? { identity: identity.trim() } : {}),
    ...(station === '' ? {} : { station }),
  }
}

/** The stations that RESTORE-SEVERAL names. */
export function stationsNamed(stations: string | null): string[] {
  return (stations ?? '').split(/[\s,;]+/).filter((code) => code !== '')
}
