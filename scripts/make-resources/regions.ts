/** Writes resources/regions/regions.txt.gz from idn-area-data, whose version and counts must be the expected ones. */
import { readFile, writeFile } from 'node:fs/promises'
import { getDistricts, getProvinces, getRegencies, getVillages } from 'idn-area-data'
import { writeRegionFile, type RegionRow } from '../../src/core/resident/region-file.ts'

const VERSION = '4.0.1'

/** All rows of the package in the order of codes. */
export async function packageRows(): Promise<RegionRow[]> {
  const lists = await Promise.all([getProvinces(), getRegencies(), getDistricts(), getVillages()])
  return lists
    .flat()
    .map(({ code, name }) => ({ code, name: name.trim() }))
    .toSorted((a, b) => (a.code < b.code ? -1 : 1))
}

/** npm on an old Node silently resolves an older major with old codes: refuse it. */
async function checkVersion(): Promise<void> {
  const manifest = new URL('../../node_modules/idn-area-data/package.json', import.meta.url)
  const { version } = JSON.parse(await readFile(manifest, 'utf8')) as { version: string }
  if (version !== VERSION) throw new Error(`idn-area-data is ${version}, expected ${VERSION}`)
}

/** The bytes of the region file. */
export async function makeRegions(): Promise<Buffer> {
  await checkVersion()
  return writeRegionFile(
    {
      source: `idn-area-data ${VERSION}`,
      rule: 'Kepmendagri 300.2.2-2138/2025 as amended by 300.2.2-2430/2025',
      licence: 'ODbL-1.0',
    },
    await packageRows(),
  )
}

if (import.meta.main) {
  const target = new URL('../../resources/regions/regions.txt.gz', import.meta.url)
  await writeFile(target, await makeRegions())
}
