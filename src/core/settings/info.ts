import { anySiteSchema } from '../../contract/ids.ts'
import type { StationInfo } from '../../contract/settings.ts'
import type { Station } from '../station.ts'

/** Whether the Dinas certified this epoch: until then packets are sealed and kept, and count fully later (FORMATS: epoch). */
export function isCertified({ trust, epoch }: Pick<Station, 'trust' | 'epoch'>): boolean {
  return trust.accepted.some(({ subject }) => subject.kind === 'station' && subject.epoch === epoch.id)
}

/** What the window shows of the station and its profile. */
export function stationInfo(station: Station): StationInfo {
  const { profile } = station
  const kind = profile.dinas.kind === 'KOTA' ? 'Kota' : 'Kabupaten'
  return {
    code: station.code,
    name: profile.station.name,
    dinas: `${kind} ${profile.dinas.name}`,
    region: profile.station.region,
    zone: profile.station.zone,
    epoch: station.epoch.id,
    certified: isCertified(station),
    profileSerial: profile.serial,
    sites: profile.sites.flatMap(({ code, name, url }) => {
      const known = anySiteSchema.safeParse(code).data
      return known ? [{ code: known, name, url }] : []
    }),
    thresholds: profile.thresholds,
    exceptionPhoto: profile.policies.exceptionPhoto === true,
  }
}
