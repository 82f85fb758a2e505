import { once } from 'node:events'
import { randomInt } from 'node:crypto'
import { createServer } from 'node:net'

/** Below the ports that the system gives to whoever asks for any, so that nobody else gets one of these before it is used. */
const PORTS = { min: 15_000, max: 32_000 }

/** A free port of the loopback interface, for a server that is started later or again. */
export async function freePort(): Promise<number> {
  const port = randomInt(PORTS.min, PORTS.max)
  const server = createServer()
  try {
    await once(server.listen(port, '127.0.0.1'), 'listening')
  } catch {
    return freePort()
  }
  await once(server.close(), 'close')
  return port
}
