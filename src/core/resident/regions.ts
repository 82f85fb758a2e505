/** The official regions down to the village: by code, by parent, by name. Read once, at first use. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { faultOfErrno } from '../../lib/fault.ts'
import { readRegionFile, type RegionHeader, type RegionTable } from './region-file.ts'
import { RegionIndex } from './region-search.ts'

export const REGION_LEVELS = ['province', 'regency', 'district', 'village'] as const
export type RegionLevel = (typeof REGION_LEVELS)[number]
export type RegionKind = 'provinsi' | 'kabupaten' | 'kota' | 'kecamatan' | 'kelurahan' | 'desa'

export interface Region {
  /** Dotted: `52`, `52.72`, `52.72.01`, `52.72.01.1001`. */
  readonly code: string
  readonly level: RegionLevel
  readonly kind: RegionKind
  /** As in the decree, regencies with their kind: `Kota Bima`. */
  readonly name: string
  /** Dotted code of the region above; null for provinces. */
  readonly parent: string | null
}

export interface RegionSearch {
  readonly level?: RegionLevel | undefined
  /** Dotted code: only its descendants. */
  readonly within?: string | undefined
  /** Dotted code of the asking place: the nearer comes first among equally good names. */
  readonly near?: string | undefined
  /** 20 unless told. */
  readonly limit?: number | undefined
}

/** `resources` is the folder that the program ships; the file is `regions/regions.txt.gz` in it. */
export class Regions {
  readonly #file: string
  #table: RegionTable | undefined
  #index: RegionIndex | undefined
  #nikCodes: ReadonlySet<string> | undefined

  constructor(resources: string) {
    this.#file = join(resources, 'regions', 'regions.txt.gz')
  }

  /** Where the data comes from: source, decree, licence, counts. Faults as `get`. */
  get header(): RegionHeader {
    return this.#rows().header
  }

  /** PPKKCC of every district, as in the first six digits of a NIK; codes of split regions are not among them. */
  get nikCodes(): ReadonlySet<string> {
    this.#nikCodes ??= new Set(
      this.#rows()
        .codes.filter((code) => code.length === 8)
        .map((code) => code.replaceAll('.', '')),
    )
    return this.#nikCodes
  }

  /**
   * A region of any level by its dotted code or bare digits, or undefined. Faults: FILE-MISSING or FILE-IO when the
   * table cannot be read, FORMAT-UNREADABLE or FORMAT-NEWER when it is not ours.
   */
  get(code: string): Region | undefined {
    const row = this.#row(code)
    return row === undefined ? undefined : this.#region(row)
  }

  /** The regions directly below a code in the order of codes; the provinces when no code is given. */
  children(code?: string): Region[] {
    const { codes, ends } = this.#rows()
    const row = code === undefined ? -1 : this.#row(code)
    if (row === undefined) return []
    const end = row < 0 ? codes.length : ends[row]!
    const found: Region[] = []
    for (let at = row + 1; at < end; at = ends[at]!) found.push(this.#region(at))
    return found
  }

  /** From the province down to the region itself; empty for an unknown code. */
  path(code: string): Region[] {
    const { parents } = this.#rows()
    const found: Region[] = []
    for (let row = this.#row(code) ?? -1; row >= 0; row = parents[row]!) found.unshift(this.#region(row))
    return found
  }

  /** Best first; ranks are described at `RegionIndex.search`. An unknown `within` finds nothing. */
  search(text: string, options: RegionSearch = {}): Region[] {
    const table = this.#rows()
    const within = options.within === undefined ? undefined : this.#row(options.within)
    if (options.within !== undefined && within === undefined) return []
    this.#index ??= new RegionIndex(table)
    const rows = this.#index.search(text, {
      level: options.level === undefined ? undefined : REGION_LEVELS.indexOf(options.level),
      from: within === undefined ? 0 : within + 1,
      to: within === undefined ? table.codes.length : table.ends[within]!,
      near: options.near === undefined ? undefined : this.#row(options.near),
      limit: options.limit ?? 20,
    })
    return rows.map((row) => this.#region(row))
  }

  /** Reads the table and builds the search index now rather than at the first key stroke. */
  warm(): void {
    this.#index ??= new RegionIndex(this.#rows())
  }

  #rows(): RegionTable {
    this.#table ??= readRegionFile(this.#bytes())
    return this.#table
  }

  #bytes(): Uint8Array {
    try {
      return readFileSync(this.#file)
    } catch (cause) {
      throw faultOfErrno(cause, 'read', this.#file)
    }
  }

  /** Codes are sorted as text, so a row is found by halving. */
  #row(code: string): number | undefined {
    const { codes } = this.#rows()
    const dotted = dottedCode(code)
    let low = 0
    let high = codes.length
    while (low < high) {
      const middle = (low + high) >>> 1
      if (codes[middle]! < dotted) low = middle + 1
      else high = middle
    }
    return codes[low] === dotted ? low : undefined
  }

  #region(row: number): Region {
    const { codes, names, levels, parents } = this.#rows()
    const code = codes[row]!
    const parent = parents[row]!
    return {
      code,
      level: REGION_LEVELS[levels[row]!]!,
      kind: kindOf(code),
      name: names[row]!,
      parent: parent < 0 ? null : codes[parent]!,
    }
  }
}

/** `5272011001` as `52.72.01.1001`; a dotted code comes back as it is. */
export function dottedCode(code: string): string {
  return code.replace(
    /^([0-9]{2})(?:([0-9]{2})(?:([0-9]{2})([0-9]{4})?)?)?$/,
    (...parts: (string | undefined)[]) =>
      parts
        .slice(1, 5)
        .filter((part) => part !== undefined)
        .join('.'),
  )
}

/** Cities are numbered from 71, kelurahan from 1001; everything else below a district is a desa, desa adat included. */
function kindOf(code: string): RegionKind {
  if (code.length === 2) return 'provinsi'
  if (code.length === 5) return Number(code.slice(3)) >= 71 ? 'kota' : 'kabupaten'
  if (code.length === 8) return 'kecamatan'
  return code[9] === '1' ? 'kelurahan' : 'desa'
}
