import type { Zone } from '../contract/zone.ts'
import { putSetting, setting } from './registry/settings.ts'
import type { Site } from './site.ts'

export const OFFICE_ZONES: readonly Zone[] = ['Asia/Jakarta', 'Asia/Makassar', 'Asia/Jayapura']
/** How far each is before UTC; none of them has summer time. */
export const ZONE_HOURS: Readonly<Record<Zone, number>> = {
  'Asia/Jakarta': 7,
  'Asia/Makassar': 8,
  'Asia/Jayapura': 9,
}
const NAME = 'zone'

/** Provinces of WITA (Bali, NTB, NTT, the south, east and north of Kalimantan, Sulawesi) and of WIT (Maluku, Papua), by the first digits of their codes. */
const CENTRAL = /^pos-(?:5[123]|6[345]|7[1-6])/
const EASTERN = /^pos-(?:8[12]|9[1-7])/

export const isZone = (word: string | undefined): word is Zone => OFFICE_ZONES.some((zone) => zone === word)

/** The zone in which an office reads times: as it was set, else that of the Dinas' province; both sites of the centre are in WIB. */
export async function officeZone({ registry, code }: Pick<Site, 'registry' | 'code'>): Promise<Zone> {
  const kept = await setting(registry.read, NAME)
  if (isZone(kept)) return kept
  if (CENTRAL.test(code)) return 'Asia/Makassar'
  return EASTERN.test(code) ? 'Asia/Jayapura' : 'Asia/Jakarta'
}

export async function setOfficeZone({ registry }: Site, zone: Zone): Promise<void> {
  await registry.transaction((tx) => putSetting(tx, NAME, zone))
}
