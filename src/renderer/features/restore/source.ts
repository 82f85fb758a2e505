import type { z } from 'zod'
import type {
  GatheredShares,
  gainSourceSchema,
  restoreSourceSchema,
  SourceDrive,
} from '../../../contract/restore.ts'

export type Way = 'passphrase' | 'identity' | 'shares'

/** What the form holds: where to read from, the Dinas' root key file, and what opens the backup. */
export interface SourceForm {
  /** Folders that a person named. */
  readonly disks: string[]
  /** Drives found by themselves that were put on or off by hand, by mount. */
  readonly picked: Readonly<Record<string, boolean>>
  /** Folder of the dead PC's own station; empty for none. */
  readonly drive: string
  /** QR texts of residents' papers. */
  readonly papers: readonly string[]
  readonly trust: string
  /** The old station's supervisor knows the password, the Dinas sends its recovery identity, or holders bring shares of it. */
  readonly way: Way
  readonly identity: string
  /** Paths of shares, each judged, and what the core said of them. */
  readonly shares: readonly string[]
  readonly gathered: GatheredShares
  /** The old password, or the new one where the identity opens. */
  readonly passphrase: string
  readonly again: string
  /** CERTS.JSN of the Dinas; empty for none. */
  readonly certificates: string
  /** Which station, once the disks have said that they hold several; empty otherwise. */
  readonly station: string
}

export const EMPTY_SOURCE: SourceForm = {
  disks: [],
  picked: {},
  drive: '',
  papers: [],
  trust: '',
  way: 'passphrase',
  identity: '',
  shares: [],
  gathered: { numbers: [], of: null, needs: null },
  passphrase: '',
  again: '',
  certificates: '',
  station: '',
}

/** The disks with one more; a disk stands in the list once, and eight are enough (contract: restore). */
export function addDisk(disks: string[], mount: string): string[] {
  const clean = mount.trim()
  if (clean === '' || disks.includes(clean) || disks.length >= 8) return disks
  return [...disks, clean]
}

/** A drive with backups counts unless it was taken off; one without only where it was put on. */
export function isPicked(form: SourceForm, { mount, stations }: SourceDrive): boolean {
  return form.picked[mount] ?? stations.length > 0
}

/** The folders that were named and the found drives that count, each once, the named ones first. */
export function chosenDisks(form: SourceForm, found: readonly SourceDrive[]): string[] {
  const mounts = found.filter((drive) => isPicked(form, drive)).map(({ mount }) => mount)
  return mounts.reduce(addDisk, form.disks)
}

export type SourceField = 'disks' | 'trust' | 'identity' | 'shares' | 'passphrase' | 'again'

/** Nothing to read from: the first step is not done. */
export function wrongInPlaces(disks: readonly string[], form: SourceForm): SourceField[] {
  return disks.length === 0 && form.drive.trim() === '' ? ['disks'] : []
}

/** What is missing or wrong in the keys, in the order of the form. */
export function wrongInKeys(form: SourceForm): SourceField[] {
  const wrong: SourceField[] = []
  if (form.trust.trim() === '') wrong.push('trust')
  if (form.way === 'passphrase') {
    if (form.passphrase === '') wrong.push('passphrase')
    return wrong
  }
  if (form.way === 'identity' && form.identity.trim() === '') wrong.push('identity')
  if (form.way === 'shares' && sharesLacking(form) !== 0) wrong.push('shares')
  if (form.passphrase.length < 8) wrong.push('passphrase')
  if (form.again !== form.passphrase) wrong.push('again')
  return wrong
}

/** How many shares more are needed; null before the first says so. */
export function sharesLacking({ shares, gathered }: Pick<SourceForm, 'shares' | 'gathered'>): number | null {
  return gathered.needs === null ? null : Math.max(0, gathered.needs - shares.length)
}

function placesInput({ drive, papers, certificates }: SourceForm, disks: readonly string[]) {
  return {
    disks: [...disks],
    ...(drive.trim() === '' ? {} : { drive: drive.trim() }),
    ...(papers.length === 0 ? {} : { papers: [...papers] }),
    ...(certificates.trim() === '' ? {} : { certificates: certificates.trim() }),
  }
}

/** What the contract wants of a filled form. */
export function sourceInput(form: SourceForm, disks: readonly string[]): z.input<typeof restoreSourceSchema> {
  const { trust, way, identity, shares, passphrase, station } = form
  return {
    ...placesInput(form, disks),
    trust: trust.trim(),
    passphrase,
    ...(way === 'identity' ? { identity: identity.trim() } : {}),
    ...(way === 'shares' ? { shares: [...shares] } : {}),
    ...(station === '' ? {} : { station }),
  }
}

/** The same for a living station: its own key opens its own disks, so that a password may be left out. */
export function gainInput(form: SourceForm, disks: readonly string[]): z.input<typeof gainSourceSchema> {
  const { way, identity, shares, passphrase } = form
  return {
    ...placesInput(form, disks),
    ...(way === 'passphrase' && passphrase !== '' ? { passphrase } : {}),
    ...(way === 'identity' && identity.trim() !== '' ? { identity: identity.trim() } : {}),
    ...(way === 'shares' && shares.length > 0 ? { shares: [...shares] } : {}),
  }
}

/** The stations that RESTORE-SEVERAL names. */
export function stationsNamed(stations: string | null): string[] {
  return (stations ?? '').split(/[\s,;]+/).filter((code) => code !== '')
}

const CURED = new Set([
  'RESTORE-NOTHING',
  'RESTORE-NO-STATE',
  'RESTORE-DRIVE-NOTHING',
  'DISK-GONE',
  'DISK-IO',
])

/** Whether other sources cure a refusal, so that it offers to choose them. */
export const curedByOthers = (code: string | null): boolean => code !== null && CURED.has(code)
