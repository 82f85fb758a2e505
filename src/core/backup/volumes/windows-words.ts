import { z } from 'zod'
import type { Facts } from './polled.ts'

/**
 * What PowerShell is asked, with nothing of ours in the script; the answer is JSON. Drive types 2 and 3 are removable and fixed disks (a
 * USB hard disk is fixed); what holds Windows itself is left out. `arrived` changes with each time that the device was plugged in.
 * https://learn.microsoft.com/windows/win32/cimwin32prov/win32-volume, .../stormgmt/msft-disk
 */
export const VOLUMES_SCRIPT = `$ErrorActionPreference = 'Stop'
[Console]::OutputEncoding = [Text.Encoding]::UTF8
$boot = (Get-CimInstance Win32_OperatingSystem).LastBootUpTime.ToUniversalTime().ToString('o')
$list = @(Get-CimInstance Win32_Volume | Where-Object { $_.DriveLetter -and ($_.DriveType -eq 2 -or $_.DriveType -eq 3) } | ForEach-Object {
  $disk = $null; $arrived = ''
  try {
    $disk = Get-Partition -DriveLetter $_.DriveLetter.Substring(0, 1) | Get-Disk
    $device = Get-CimInstance Win32_DiskDrive -Filter "Index = $($disk.Number)"
    $property = Get-PnpDeviceProperty -InstanceId $device.PNPDeviceID -KeyName DEVPKEY_Device_LastArrivalDate
    $arrived = $property.Data.ToUniversalTime().ToString('o')
  } catch { }
  @{ letter = $_.DriveLetter; fs = [string]$_.FileSystem; label = [string]$_.Label; serial = [long]$_.SerialNumber
     dirty = [bool]$_.DirtyBitSet; system = [bool]($_.SystemVolume -or $_.BootVolume)
     readonly = [bool]$disk.IsReadOnly; bus = [string]$disk.BusType; boot = $boot; arrived = $arrived }
})
ConvertTo-Json -Depth 3 -Compress -InputObject $list`

/** Asks the desktop to let go of a drive (REKAM_DRIVE, as `E:`), as its own menu does; no rights needed. */
export const EJECT_SCRIPT = `(New-Object -ComObject Shell.Application).NameSpace(17).ParseName($env:REKAM_DRIVE).InvokeVerb('Eject')`

const volumesSchema = z.array(
  z.object({
    letter: z.string().regex(/^[A-Za-z]:$/),
    fs: z.string(),
    label: z.string(),
    serial: z.number(),
    dirty: z.boolean(),
    system: z.boolean(),
    readonly: z.boolean(),
    bus: z.string(),
    boot: z.string(),
    arrived: z.string(),
  }),
)

/** As Linux calls them, so that a disk is the same on both. */
const NAMES: Readonly<Record<string, string>> = { fat32: 'vfat', fat: 'msdos', exfat: 'exfat', ntfs: 'ntfs' }

/** The serial as Linux spells it: `1A2B-3C4D`; of NTFS these are the last eight of its sixteen digits. */
function serialText(serial: number, fs: string): string {
  const digits = (serial >>> 0).toString(16).toUpperCase().padStart(8, '0')
  return fs === 'ntfs' ? digits : `${digits.slice(0, 4)}-${digits.slice(4)}`
}

/** JSON of VOLUMES_SCRIPT; an empty answer is none. Throws for anything else. */
export function readVolumes(json: string): Facts[] {
  return volumesSchema
    .parse(JSON.parse(json.trim() || '[]'))
    .filter(({ system }) => !system)
    .map(({ letter, fs: told, label, serial, dirty, readonly, boot, arrived }) => {
      const fs = NAMES[told.toLowerCase()] ?? told.toLowerCase()
      // Without the arrival nothing is said: then no copy counts as verified cold.
      const session = arrived === '' ? {} : { session: `${boot}:${arrived}` }
      const facts = {
        mount: `${letter.toUpperCase()}\\`,
        device: letter.toUpperCase(),
        fs,
        id: serial === 0 ? '' : serialText(serial, fs),
        label,
        readonly,
        dirty,
        locked: readonly,
      }
      return Object.assign(facts, session)
    })
}
