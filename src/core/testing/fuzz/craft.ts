import type { z } from 'zod'
import type { Dice } from './dice.ts'
import { hostileNumber, hostileString, hostileValue } from './hostile.ts'

/** The part of zod's definitions that the contract's inputs are made of. */
interface Def {
  readonly type: string
  readonly shape?: Readonly<Record<string, z.ZodType>>
  readonly element?: z.ZodType
  readonly innerType?: z.ZodType
  readonly options?: readonly z.ZodType[]
  readonly values?: readonly unknown[]
  readonly entries?: Readonly<Record<string, unknown>>
  readonly in?: z.ZodType
  readonly keyType?: z.ZodType
  readonly valueType?: z.ZodType
}

/** Strings that mean something at this station: ids, NIKs, days, codes, names, paths. */
export type Pool = readonly string[]

/** What a page was told before, by the name under which it was told; most wanted first. */
export type Told = (field: string) => readonly string[]

function craftString(schema: z.ZodType, roll: Dice, pool: Pool, told: readonly string[]): string {
  if (roll.chance(0.1)) return hostileString(roll)
  if (told.length > 0 && roll.chance(0.7)) {
    const candidate = roll.pick(told)
    if (schema.safeParse(candidate).success) return candidate
  }
  for (let tries = 0; tries < 40; tries++) {
    const candidate = roll.pick(pool)
    if (schema.safeParse(candidate).success) return candidate
  }
  return roll.pick(pool)
}

function craftNumber(schema: z.ZodType, roll: Dice): number {
  for (let tries = 0; tries < 6; tries++) {
    const candidate = roll.chance(0.5) ? roll.below(30) : hostileNumber(roll)
    if (schema.safeParse(candidate).success || roll.chance(0.05)) return candidate
  }
  return 1
}

/** An input that mostly is one by its schema, out of what is there, with something hostile in it now and then. */
export function craft(schema: z.ZodType, roll: Dice, pool: Pool, told: Told = () => [], field = ''): unknown {
  if (roll.chance(0.03)) return hostileValue(roll)
  const def = schema.def as unknown as Def
  const inner = (one: z.ZodType | undefined) =>
    one ? craft(one, roll, pool, told, field) : hostileValue(roll)
  switch (def.type) {
    case 'object': {
      const made = Object.entries(def.shape ?? {}).map(([key, one]) => [
        key,
        craft(one, roll, pool, told, key),
      ])
      if (roll.chance(0.03)) made.push([hostileString(roll).slice(0, 40), hostileValue(roll)])
      return Object.fromEntries(made.filter(([, value]) => value !== undefined))
    }
    case 'string':
      return craftString(schema, roll, pool, told(field))
    case 'number':
    case 'int':
      return craftNumber(schema, roll)
    case 'boolean':
      return roll.chance(0.5)
    case 'enum':
      return roll.pick(Object.values(def.entries ?? {}))
    case 'literal':
      return roll.pick(def.values ?? [])
    case 'union':
      return inner(roll.pick(def.options ?? []))
    case 'array':
      return Array.from({ length: roll.below(4) }, () => inner(def.element))
    case 'optional':
    case 'default':
      return roll.chance(0.4) ? undefined : inner(def.innerType)
    case 'nullable':
      return roll.chance(0.3) ? null : inner(def.innerType)
    case 'readonly':
      return inner(def.innerType)
    case 'pipe':
      return inner(def.in)
    case 'record':
      return { [String(inner(def.keyType))]: inner(def.valueType) }
    default:
      return hostileValue(roll)
  }
}
