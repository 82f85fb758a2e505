import { Duplex } from 'node:stream'
import type { Socket } from 'node:net'
import type { Switches } from './switches.ts'

type LineSwitches = Pick<Switches, 'bytesPerSecond' | 'cutsWithin'>

/**
 * A connection as a bad line has it: no faster than `bytesPerSecond` either way, and cut after a random number of bytes below
 * `cutsWithin`. Answers the socket itself where the line is good.
 */
export function badLine(
  socket: Socket,
  { bytesPerSecond, cutsWithin }: LineSwitches,
  random = Math.random,
): Duplex {
  if (bytesPerSecond === 0 && cutsWithin === 0) return socket
  let left = cutsWithin === 0 ? Number.POSITIVE_INFINITY : 1 + Math.floor(random() * cutsWithin)
  let free = performance.now()
  /** Calls back when so many bytes have had their time on the line. */
  const pass = (bytes: number, then: () => void) => {
    if (bytesPerSecond === 0) return then()
    free = Math.max(free, performance.now()) + (bytes / bytesPerSecond) * 1000
    setTimeout(then, Math.max(1, free - performance.now())).unref()
  }
  /** What goes on of these bytes; the rest is lost with the line. */
  const rest = (data: Buffer): Buffer => {
    const on = data.subarray(0, Math.min(data.length, left))
    left -= data.length
    return on
  }
  const line = new Duplex({
    read: () => void socket.resume(),
    write(data: Buffer, _, done) {
      const on = rest(data)
      pass(on.length, () => {
        socket.write(on, () => {
          if (left <= 0) socket.destroy()
          done()
        })
      })
    },
    final: (done) => void socket.end(done),
    destroy(error, done) {
      socket.destroy()
      done(error)
    },
  })
  socket.on('data', (data: Buffer) => {
    socket.pause()
    const on = rest(data)
    pass(on.length, () => {
      if (!line.destroyed && line.push(on) && left > 0) socket.resume()
      if (left <= 0) line.destroy()
    })
  })
  socket.on('end', () => line.push(null))
  socket.on('error', () => line.destroy())
  socket.on('close', () => line.destroy())
  return line
}
