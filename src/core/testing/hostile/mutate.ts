import fc from 'fast-check'

/** One thing that is done to a file; places are taken modulo its length. */
type Hurt =
  | { readonly how: 'flip'; readonly at: number; readonly bit: number }
  | { readonly how: 'number'; readonly at: number; readonly value: number }
  | { readonly how: 'over' | 'put'; readonly at: number; readonly bytes: Uint8Array }
  | { readonly how: 'cut'; readonly at: number }
  | { readonly how: 'again' | 'out'; readonly at: number; readonly length: number }

/** Lengths, counts and sizes as a binary file may claim them. */
const CLAIMS = [0, 1, 0x7fff, 0xffff, 0x7fffffff, 0x80000000, 0xffffffff] as const
/** What text may claim, and what breaks out of it. */
const WORDS = [
  '9'.repeat(30),
  '-1',
  '1e309',
  'null',
  'true',
  '[[[[[[[[[[[[',
  '{"__proto__":{}}',
  '../../../etc/passwd',
  '\u0000',
  '\u202e',
  '\r\n',
  '"',
] as const

const place = fc.nat(10_000_000)
const hurt: fc.Arbitrary<Hurt> = fc.oneof(
  fc.record({ how: fc.constant('flip' as const), at: place, bit: fc.nat(7) }),
  fc.record({ how: fc.constant('number' as const), at: place, value: fc.constantFrom(...CLAIMS) }),
  fc.record({
    how: fc.constantFrom('over' as const, 'put' as const),
    at: place,
    bytes: fc.oneof(
      fc.uint8Array({ minLength: 1, maxLength: 64 }),
      fc.constantFrom(...WORDS).map((word) => new Uint8Array(Buffer.from(word))),
    ),
  }),
  fc.record({ how: fc.constant('cut' as const), at: place }),
  fc.record({
    how: fc.constantFrom('again' as const, 'out' as const),
    at: place,
    length: fc.integer({ min: 1, max: 600 }),
  }),
)

function applied(file: Buffer, one: Hurt): Buffer {
  const at = file.length === 0 ? 0 : one.at % file.length
  const [before, after] = [file.subarray(0, at), file.subarray(at)]
  switch (one.how) {
    case 'flip': {
      const bent = Buffer.from(file)
      if (bent.length > 0) bent[at]! ^= 1 << one.bit
      return bent
    }
    case 'number': {
      const value = Buffer.alloc(4)
      value.writeUInt32BE(one.value)
      return Buffer.concat([before, value, after.subarray(4)])
    }
    case 'over':
      return Buffer.concat([before, one.bytes, after.subarray(one.bytes.length)])
    case 'put':
      return Buffer.concat([before, one.bytes, after])
    case 'cut':
      return Buffer.from(before)
    case 'again':
      return Buffer.concat([before, after.subarray(0, one.length), after])
    default:
      return Buffer.concat([before, after.subarray(one.length)])
  }
}

/** A hostile file: mostly one of the sound ones with up to six things done to it, now and then nothing but noise. */
export function hostileFile(sound: readonly Uint8Array[]): fc.Arbitrary<{ of: number; bytes: Uint8Array }> {
  const of = fc.nat(sound.length - 1)
  return fc.oneof(
    {
      weight: 14,
      arbitrary: fc.record({ of, hurts: fc.array(hurt, { minLength: 1, maxLength: 6 }) }).map((made) => ({
        of: made.of,
        bytes: new Uint8Array(made.hurts.reduce(applied, Buffer.from(sound[made.of]!))),
      })),
    },
    { weight: 1, arbitrary: fc.record({ of, bytes: fc.uint8Array({ maxLength: 3000 }) }) },
  )
}
