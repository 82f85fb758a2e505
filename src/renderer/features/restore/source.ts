/** Where a station comes back from: mounted disks, the Dinas' root key file, the password of the old station. */
export interface RestoreSource {
  readonly disks: string[]
  readonly trust: string
  readonly passphrase: string
}

/** The disks with one more; a disk stands in the list once, and eight are enough (contract: restore). */
export function addDisk(disks: string[], mount: string): string[] {
  const clean = mount.trim()
  if (clean === '' || disks.includes(clean) || disks.length >= 8) return disks
  return [...disks, clean]
}

export type SourceProblem = 'disks' | 'trust' | 'passphrase'

/** What is still missing before the disks can be looked at, in the order of the form. */
export function missingInSource(source: RestoreSource): SourceProblem[] {
  const missing: SourceProblem[] = []
  if (source.disks.length === 0) missing.push('disks')
  if (source.trust.trim() === '') missing.push('trust')
  if (source.passphrase === '') missing.push('passphrase')
  return missing
}
