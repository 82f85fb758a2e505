import { PassThrough, Readable } from 'node:stream'
import { setImmediate as later } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { Body } from './body.ts'

const taken = (body: Body): string[] => {
  const pieces: string[] = []
  body.to((piece) => void pieces.push(Buffer.from(piece).toString()))
  return pieces
}

it('keeps what came before a cut, though nobody had taken it by then', async () => {
  const line = new PassThrough()
  const body = new Body(line)
  line.write('one')
  line.write('two')
  await later()
  line.destroy(new Error('ECONNRESET'))
  await expect(body.ended).rejects.toThrow('ECONNRESET')
  expect(taken(body).join('')).toBe('onetwo')
})

it('gives every piece in its order, before and after somebody takes them', async () => {
  const body = new Body(Readable.from(['a', 'b', 'c'].map((word) => Buffer.from(word))))
  await later()
  const pieces = taken(body)
  await body.ended
  expect(pieces.join('')).toBe('abc')
})

it('leaves on the line what nobody takes, and lets it go when it is dropped', async () => {
  let given = 0
  const endless = new Readable({
    read() {
      given++
      this.push(given > 100 ? null : Buffer.alloc(64 << 10))
    },
  })
  const body = new Body(endless)
  for (let n = 0; n < 200; n++) await later()
  expect(given).toBeLessThan(12)
  body.drop()
  await body.ended
  expect(given).toBe(101)
})
