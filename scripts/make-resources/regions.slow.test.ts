import { readFile } from 'node:fs/promises'
import { gunzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { readRegionFile } from '../../src/core/resident/region-file.ts'
import { makeRegions, packageRows } from './regions.ts'

const shipped = await readFile(new URL('../../resources/regions/regions.txt.gz', import.meta.url))

test('the shipped file holds exactly the rows of the package', async () => {
  const table = readRegionFile(shipped)
  const rows = await packageRows()
  expect(table.codes).toEqual(rows.map((row) => row.code))
  expect(table.names).toEqual(rows.map((row) => row.name))
})

test('the counts are those of the decree', () => {
  const { header, codes } = readRegionFile(shipped)
  expect(header.counts).toEqual([38, 416 + 98, 7285, 8496 + 75_266])
  const cities = codes.filter((code) => code.length === 5 && Number(code.slice(3)) >= 71)
  const kelurahan = codes.filter((code) => code.length === 13 && code[9] === '1')
  expect([cities.length, kelurahan.length]).toEqual([98, 8496])
})

test('making it again gives the same content, and it stays small', async () => {
  expect(gunzipSync(await makeRegions()).equals(gunzipSync(shipped))).toBe(true)
  expect(shipped.length).toBeLessThan(1_500_000)
})
