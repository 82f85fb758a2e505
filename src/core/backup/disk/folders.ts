import { errnoOf, faultOfErrno, isFault } from '../../../lib/fault.ts'
import type { DiskIo } from './io.ts'
import { rekamDir, stationPath } from './layout.ts'

/** Whether a folder answers with what is in it; one that is not there does. Faults of a disk that is gone come through. */
async function isListed(io: DiskIo, path: string): Promise<boolean> {
  try {
    await io.fs.readdir(path)
    return true
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return true
    const fault = faultOfErrno(error, 'readdir', path)
    if (isFault(fault) && ['DISK-IO', 'FILE-IO'].includes(fault.code)) return false
    throw fault
  }
}

/**
 * Whether a disk that answers shows nothing of REKAM or of the station's folder in it. A new folder's name may be on a medium without a
 * journal before what makes it a folder (decision 0010): the kernel then refuses every call below that name, also the one that would remove
 * it, so that only a repair by stock tools helps. A mount begins with empty caches, so that what was there before it is read from the medium.
 */
export async function hasTornFolder(io: DiskIo, mount: string, station: string): Promise<boolean> {
  if (!(await isListed(io, mount))) return false
  return !((await isListed(io, rekamDir(mount))) && (await isListed(io, stationPath(mount, station))))
}
