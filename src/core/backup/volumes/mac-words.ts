import { z } from 'zod'
import type { Facts } from './polled.ts'

/** One line of mount(8): `/dev/disk4s1 on /Volumes/DISK A (exfat, local, nodev, nosuid, noowners)`. */
export interface MacMount {
  readonly device: string
  readonly mount: string
  readonly fs: string
  readonly options: readonly string[]
}

/** What lies on local disks below /Volumes, where the system mounts what is plugged in. */
export function parseMounts(text: string): MacMount[] {
  return text.split('\n').flatMap((line) => {
    const found = /^(\/dev\/disk[0-9s]+) on (\/Volumes\/.+) \(([^()]*)\)$/.exec(line)
    if (!found) return []
    const [, device = '', mount = '', inside = ''] = found
    const [fs = '', ...options] = inside.split(', ')
    return options.includes('local') ? [{ device, mount, fs, options }] : []
  })
}

const infoSchema = z.object({
  VolumeUUID: z.string().optional(),
  VolumeName: z.string().optional(),
  FilesystemType: z.string().optional(),
  WritableMedia: z.boolean().optional(),
  WritableVolume: z.boolean().optional(),
  Internal: z.boolean().optional(),
  RemovableMediaOrExternalDevice: z.boolean().optional(),
})
export type MacInfo = z.infer<typeof infoSchema>

/** `diskutil info -plist` as plutil makes it JSON. Throws for anything else. */
export function readInfo(json: string): MacInfo {
  return infoSchema.parse(JSON.parse(json))
}

/** As Linux calls them. */
const NAMES: Readonly<Record<string, string>> = { msdos: 'vfat', lifs: 'exfat' }

/** A volume's facts; null for one inside the computer, which nobody carries away. macOS does not say whether one is dirty. */
export function factsOf({ device, mount, fs, options }: MacMount, info: MacInfo): Facts | null {
  const isOutside = info.RemovableMediaOrExternalDevice ?? info.Internal === false
  if (!isOutside) return null
  const type = info.FilesystemType ?? fs
  return {
    mount,
    device,
    fs: NAMES[type] ?? type,
    id: info.VolumeUUID ?? '',
    label: info.VolumeName ?? '',
    readonly: options.includes('read-only') || info.WritableVolume === false,
    options,
    locked: info.WritableMedia === false,
  }
}
