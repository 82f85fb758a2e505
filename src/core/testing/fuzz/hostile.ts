import type { Dice } from './dice.ts'

const LONG = 'A'.repeat(200_000)

const STRINGS = [
  '',
  ' ',
  '\u0000',
  'a\u0000b',
  '../../../etc/passwd',
  '..\\..\\windows\\system32',
  '/etc/shadow',
  '/dev/zero',
  '/dev/stdin',
  '/proc/self/environ',
  'file:///etc/passwd',
  '%2e%2e%2f',
  '__proto__',
  'constructor',
  'toString',
  "' OR 1=1 --",
  "'; DROP TABLE audit; --",
  '%',
  '_%_%_%',
  '=HYPERLINK("http://x")',
  '<script>alert(1)</script>',
  '\ud800',
  '\u202e\u0645\u0631\u062d\u0628\u0627',
  'é'.normalize('NFD').repeat(3000),
  '(a+)+$'.repeat(500),
  'NaN',
  '1e309',
  '-1',
  '0x10',
  '9'.repeat(400),
  '2026-13-45',
  '0000-00-00',
  '2026-02-30T99:99:99.999Z',
  LONG,
] as const

const NUMBERS = [
  0,
  -0,
  -1,
  1,
  2,
  20,
  21,
  500,
  501,
  1.5,
  1e9,
  2 ** 31,
  2 ** 53,
  -(2 ** 53),
  1e308,
  Number.NaN,
  Number.POSITIVE_INFINITY,
  5e-324,
] as const

export const hostileString = (roll: Dice): string => roll.pick(STRINGS)
export const hostileNumber = (roll: Dice): number => roll.pick(NUMBERS)

function deep(levels: number): unknown {
  let value: unknown = 1
  for (let i = 0; i < levels; i++) value = i % 2 ? { a: value } : [value]
  return value
}

/** Anything at all that a page can put into a message. */
export function hostileValue(roll: Dice, depth = 0): unknown {
  switch (roll.below(depth > 3 ? 8 : 13)) {
    case 0:
      return null
    case 1:
      return undefined
    case 2:
    case 3:
      return hostileString(roll)
    case 4:
      return hostileNumber(roll)
    case 5:
      return roll.chance(0.5)
    case 6:
      return new Date(Number.NaN)
    case 7:
      return 2n ** 70n
    case 8:
      return new Uint8Array(roll.below(5000)).map(() => roll.below(256))
    case 9:
      return deep(500)
    case 10:
      return new File([new Uint8Array(roll.below(3000))], hostileString(roll).slice(0, 300))
    case 11:
      return Array.from({ length: roll.below(6) }, () => hostileValue(roll, depth + 1))
    default: {
      const keys = ['id', 'path', '__proto__', 'constructor', 'nik', 'input', 'then']
      const out: Record<string, unknown> = Object.create(null) as Record<string, unknown>
      for (let i = roll.below(5); i > 0; i--) out[roll.pick(keys)] = hostileValue(roll, depth + 1)
      return { ...out }
    }
  }
}
