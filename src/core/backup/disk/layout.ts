import { join } from 'node:path'
import { commitNames, DISK_FOLDER, stationDir, volumeName } from '../../../formats/volume/names.ts'

/** Names in REKAM/ and in REKAM/<STATION>/ besides volumes and commits (formats/disk). */
export const PAPERS = {
  readme: 'README.TXT',
  root: 'ROOT.PUB',
  certificates: 'CERTS.JSN',
  certificatesCopy: 'CERTS.BAK',
  stateKey: 'STATE.KEY',
  stateKeyCopy: 'STATE.BAK',
  stateRecovery: 'STATE.RCV',
} as const

export function rekamDir(mount: string): string {
  return join(mount, DISK_FOLDER)
}

/** Fault FORMAT-INVALID for a code that is no station's. */
export function stationPath(mount: string, station: string): string {
  return join(mount, stationDir(station))
}

export interface CommitPaths {
  readonly folder: string
  readonly volume: string
  readonly json: string
  readonly copy: string
  readonly signature: string
  /** As commits name it: `202611/S0000012.TAR`. */
  readonly volumeName: string
}

/** Where the volume and the commit of a sequence lie. @param month `yyyymm` */
export function commitPaths(mount: string, station: string, month: string, sequence: number): CommitPaths {
  const folder = join(stationPath(mount, station), month)
  const names = commitNames(sequence)
  const volume = volumeName(sequence)
  return {
    folder,
    volume: join(folder, volume),
    json: join(folder, names.json),
    copy: join(folder, names.copy),
    signature: join(folder, names.signature),
    volumeName: `${month}/${volume}`,
  }
}

/** The six digits of a month's folder. */
export const MONTH = /^\d{4}(?:0[1-9]|1[0-2])$/
