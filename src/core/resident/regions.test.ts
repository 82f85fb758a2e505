import { fileURLToPath } from 'node:url'
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fold } from './fold.ts'
import { Regions, dottedCode } from './regions.ts'

const RESOURCES = fileURLToPath(new URL('../../../resources', import.meta.url))
const regions = new Regions(RESOURCES)
const names = (found: readonly { name: string }[]) => found.map((region) => region.name)

describe('by code', () => {
  test('Kota Bima is 52.72 with 5 kecamatan and 41 kelurahan', () => {
    expect(regions.get('52.72')).toEqual({
      code: '52.72',
      level: 'regency',
      kind: 'kota',
      name: 'Kota Bima',
      parent: '52',
    })
    const districts = regions.children('52.72')
    expect(names(districts)).toEqual(['Rasanae Barat', 'Rasanae Timur', 'Asakota', 'Raba', 'Mpunda'])
    const villages = districts.flatMap((district) => regions.children(district.code))
    expect(villages).toHaveLength(41)
    expect(new Set(villages.map((village) => village.kind))).toEqual(new Set(['kelurahan']))
  })

  test('the provinces are the children of nothing', () => {
    expect(regions.children()).toHaveLength(38)
    expect(regions.children('52.72.01.1001')).toEqual([])
    expect(regions.children('00')).toEqual([])
  })

  test('the path runs from the province down', () => {
    expect(names(regions.path('52.72.01.1001'))).toEqual([
      'Nusa Tenggara Barat',
      'Kota Bima',
      'Rasanae Barat',
      'Paruga',
    ])
    expect(regions.path('99')).toEqual([])
  })

  test('bare digits and dots mean the same; nonsense is unknown', () => {
    expect(regions.get('5272011001')).toEqual(regions.get('52.72.01.1001'))
    expect(regions.get('527201')?.name).toBe('Rasanae Barat')
    expect(dottedCode('5272')).toBe('52.72')
    for (const code of ['', '5', '52.7', '52.72.01.1', '99', '52.72.99', 'x', '52.72.01.10011']) {
      expect(regions.get(code)).toBeUndefined()
    }
  })

  test('the first six digits of a NIK', () => {
    expect(regions.nikCodes.size).toBe(7285)
    expect(regions.nikCodes.has('527201')).toBe(true)
    expect(regions.nikCodes.has('527206')).toBe(false)
  })

  test('every region is the child of its parent', () => {
    const provinces = regions.children()
    fc.assert(
      fc.property(
        fc.constantFrom(...provinces),
        fc.array(fc.nat(99), { minLength: 3, maxLength: 3 }),
        (top, picks) => {
          let at = top
          for (const pick of picks) {
            const below = regions.children(at.code)
            const next = below[pick % below.length]!
            expect(next.parent).toBe(at.code)
            expect(regions.get(next.code)).toEqual(next)
            expect(regions.path(next.code).at(-2)).toEqual(at)
            at = next
          }
          expect(at.level).toBe('village')
        },
      ),
    )
  })
})

describe('by name', () => {
  const first = (text: string, options = {}) => regions.search(text, options)[0]?.code

  test.each([
    ['bima', '52.72'],
    ['KOTA BIMA', '52.72'],
    ['kabupaten bima', '52.06'],
    ['rasanae', '52.72.01'],
    ['rasa nae barat', '52.72.01'],
    ['rasanaebarat', '52.72.01'],
    ['timur rasanae', '52.72.02'],
    ['oi foo', '52.72.02.1019'],
    ["oifo'o", '52.72.02.1019'],
    ['PÉNANAÉ', '52.72.04.1003'],
    ['ntb', '52'],
    ['dki', '31'],
    ['jakarta', '31'],
    ['paruga bima', '52.72.01.1001'],
  ])('%s finds %s first', (text, code) => {
    expect(first(text, { near: '52.72.01' })).toBe(code)
  })

  test('among equals the nearer comes first', () => {
    expect(first('melayu', { near: '52.72.01', level: 'village' })).toBe('52.72.03.1001')
    expect(first('melayu', { near: '61.72.02', level: 'village' })).toBe('61.72.02.1002')
  })

  test('level, within and limit hold', () => {
    const found = regions.search('barat', { level: 'district', within: '52', limit: 3 })
    expect(found).toHaveLength(3)
    for (const region of found)
      expect(region).toMatchObject({ level: 'district', code: expect.stringMatching(/^52\./) })
    expect(regions.search('paruga', { within: '52.72.02' })).toEqual([])
    expect(regions.search('bima', { within: '99' })).toEqual([])
    expect(regions.search('52')).toEqual([])
    expect(regions.search('')).toEqual([])
    expect(regions.search(' .,- ')).toEqual([])
  })

  test('every village is found within its district by its own name, however it is written', () => {
    const villages = regions.children('52.72').flatMap((district) => regions.children(district.code))
    fc.assert(
      fc.property(
        fc.constantFrom(...villages),
        fc.constantFrom('upper', 'squashed', 'plain'),
        (village, how) => {
          const text = {
            upper: village.name.toUpperCase(),
            squashed: fold(village.name).replaceAll(' ', ''),
            plain: village.name,
          }
          const found = regions.search(text[how], { within: village.parent!, limit: 5 })
          expect(found.map((region) => region.code)).toContain(village.code)
          expect(found[0]?.code).toBe(village.code)
        },
      ),
    )
  })
})

test('a missing table is a fault that says so, when it is first needed', () => {
  const lost = new Regions('/nonexistent')
  expect(() => lost.get('52')).toThrow(expect.objectContaining({ code: 'FILE-MISSING' }))
})
