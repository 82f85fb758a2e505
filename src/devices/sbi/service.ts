import { once } from 'node:events'
import type { AddressInfo, Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { discovered, informed, type SbiDevice } from './answers.ts'
import { type Answer, capture, type CaptureRequest, failed, readRequest } from './capture.ts'
import { type DeviceChain, deviceChain } from './chain.ts'
import { Faults } from './faults.ts'
import { streamLive } from './live.ts'
import { People } from './people.ts'
import { type Asked, type Line, rawServer } from './wire.ts'

export interface SbiOptions {
  /** 0 takes a free one. */
  readonly port?: number
  readonly chain?: DeviceChain
  readonly types?: readonly SbiDevice['type'][]
}

const DEVICES: readonly SbiDevice[] = [
  { deviceId: '1', type: 'Finger', subType: 'Slap', subIds: ['1', '2', '3'], serial: 'SAMPEL-F-0001' },
  { deviceId: '2', type: 'Iris', subType: 'Double', subIds: ['3'], serial: 'SAMPEL-I-0001' },
]

const GIANT_MB = 80
const HTML = { 'Content-Type': 'text/html' }

/** The simulator of SBI 0.9.5: a service with a slap scanner and an iris scanner, and every fault (faults.ts). */
export class SbiService {
  readonly chain: DeviceChain
  readonly people = new People()
  readonly faults = new Faults()
  /** As SBI spells it, by type of device. */
  readonly status = new Map<string, string>()
  /** How long a capture takes. */
  delayMs = 0
  readonly #devices: readonly SbiDevice[]
  readonly #server
  readonly #sockets = new Set<Socket>()
  #port: number
  #last: Answer | undefined

  constructor({ port = 0, chain = deviceChain(), types = ['Finger', 'Iris'] }: SbiOptions = {}) {
    this.chain = chain
    this.#port = port
    this.#devices = DEVICES.filter(({ type }) => types.includes(type))
    this.#server = rawServer((asked, line) => this.#serve(asked, line))
    this.#server.on('connection', (socket) => {
      this.#sockets.add(socket)
      socket.once('close', () => this.#sockets.delete(socket))
    })
  }

  get port(): number {
    return this.#port
  }

  /** Listens; after `stop` on the same port again. */
  async start(): Promise<void> {
    if (this.#server.listening) return
    this.#server.listen(this.#port, '127.0.0.1')
    await once(this.#server, 'listening')
    this.#port = (this.#server.address() as AddressInfo).port
  }

  /** As if it were killed: nobody listens any more, and every line is cut. */
  async stop(): Promise<void> {
    if (!this.#server.listening) return
    const closed = once(this.#server, 'close')
    this.#server.close()
    for (const socket of this.#sockets) socket.destroy()
    await closed
  }

  #plugged(): readonly SbiDevice[] {
    return this.faults.has('unplug') ? [] : this.#devices
  }

  #statusOf({ type }: SbiDevice): string {
    return this.status.get(type) ?? 'Ready'
  }

  async #serve({ verb, path, body }: Asked, line: Line): Promise<void> {
    const json = (value: unknown) => line.answer(200, {}, JSON.stringify(value))
    switch (`${verb} ${path}`) {
      case 'MOSIPDISC /device': {
        const { type } = JSON.parse(body) as { type?: string }
        const found = this.#plugged().filter((device) => type === 'Biometric Device' || type === device.type)
        return json(found.map((device) => discovered(device, this.#statusOf(device), this.#port)))
      }
      case 'MOSIPDINFO /info': {
        const signer = this.faults.has('foreign-root') ? this.chain.foreign : this.chain.device
        return json(
          this.#plugged().map((device) => informed(device, this.#statusOf(device), this.#port, signer)),
        )
      }
      case 'STREAM /stream':
        return streamLive(line, () => !this.faults.has('unplug'))
      case 'CAPTURE /capture':
      case 'RCAPTURE /capture':
        return this.#capture(body, line)
      default:
        return line.answer(404, {}, '{}')
    }
  }

  async #capture(body: string, line: Line): Promise<void> {
    const request = readRequest(body)
    if ('error' in request) return line.answer(200, {}, JSON.stringify(request.error))
    const faults = this.faults.take()
    await sleep(this.delayMs + (faults.has('slow') ? 2500 : 0))
    if (faults.has('hang')) return line.closed
    if (faults.has('redirect'))
      return line.answer(302, { Location: `http://127.0.0.1:${this.#port}/elsewhere` }, '')
    if (faults.has('portal')) return line.answer(200, HTML, '<html><body>Silakan masuk</body></html>')
    if (faults.has('garbage')) return line.answer(200, {}, '{"biometrics":[{"data":')
    if (faults.has('giant')) return this.#giant(line)
    const answer = faults.has('replay') && this.#last ? this.#last : await this.#read(request, faults)
    this.#last = answer
    if (!faults.has('die')) return line.answer(200, {}, JSON.stringify(answer))
    line.write(
      'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 100000\r\n\r\n{"biometrics":[',
    )
    await this.stop()
  }

  #read(request: CaptureRequest, faults: ReturnType<Faults['take']>): Promise<Answer> | Answer {
    const devices = this.#plugged()
    if (devices.length === 0 || faults.has('unplug')) return failed('110', 'Device not connected')
    return capture({ devices, chain: this.chain, people: this.people }, request, faults)
  }

  async #giant(line: Line): Promise<void> {
    line.write(
      'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\n\r\n{"biometrics":[{"data":"',
    )
    const megabyte = Buffer.alloc(1 << 20, 'A')
    for (let sent = 0; line.isOpen() && sent < GIANT_MB; sent++) {
      line.write(megabyte)
      await sleep(1)
    }
    line.end()
  }
}
