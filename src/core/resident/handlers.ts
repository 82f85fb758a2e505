import { nikWarnings, parseNik, type Sex } from '../../contract/nik.ts'
import { type Region as RegionWords, residentContract } from '../../contract/resident.ts'
import { refuse } from '../refuse.ts'
import { serve } from '../rpc.ts'
import type { Station } from '../station.ts'
import { nikInvalid } from './nik-invalid.ts'
import { listHandlers } from './list-handlers.ts'
import { draftsOfNik, recordingsOfNik } from './queries.ts'
import { regionsAt } from './regions-at.ts'
import type { Regions } from './regions.ts'

const os = serve(residentContract)

/** Region and the names of everything above it, from the province down. NOT-FOUND. */
export function regionWords(regions: Regions, code: string): RegionWords {
  const path = regions.path(code)
  const region = path.at(-1)
  if (!region) throw refuse('NOT-FOUND', { what: 'Wilayah' })
  return { code: region.code, name: region.name, path: path.slice(0, -1).map(({ name }) => name) }
}

/** What this station knows of a NIK. NIK-INVALID. */
export function checkNik(station: Station, typed: string, birthDate?: string, sex?: Sex) {
  const parts = parseNik(typed)
  if (!parts.ok) throw nikInvalid(parts.code)
  const { nik, region } = parts
  const regions = regionsAt(station.paths.resources)
  const path = regions.path(region)
  return {
    nik,
    region:
      path.length === 0
        ? null
        : path
            .map(({ name }) => name)
            .toReversed()
            .join(', '),
    warnings: nikWarnings(nik, { birthDate, sex, regionCodes: regions.nikCodes }),
    recorded: recordingsOfNik(station.read, nik),
    drafts: draftsOfNik(station.read, nik),
  }
}

export const residentHandlers = os.router({
  ...listHandlers,
  checkNik: os.checkNik.handler(({ input, context }) =>
    checkNik(context.desk.station(), input.nik, input.birthDate, input.sex),
  ),
  searchRegions: os.searchRegions.handler(({ input, context }) => {
    const { paths, profile } = context.desk.station()
    const regions = regionsAt(paths.resources)
    const found =
      input.text.trim() === ''
        ? regions.children(input.within).filter(({ level }) => level === input.level)
        : regions.search(input.text, { ...input, near: profile.station.region })
    return found.slice(0, input.limit).map(({ code }) => regionWords(regions, code))
  }),
  region: os.region.handler(({ input, context }) =>
    regionWords(regionsAt(context.desk.paths.resources), input.code),
  ),
})
