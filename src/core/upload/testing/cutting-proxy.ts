import { connect, createServer, type Server, type Socket } from 'node:net'

/** A line that fails: passes bytes on to a port, and cuts both ends after a given number of bytes from the station. */
export interface CuttingProxy {
  readonly port: number
  /** Cuts the next connections after so many bytes each; then the line is good again. */
  cutAfter(bytes: readonly number[]): void
  /** Cuts every connection on which one of these words goes from the station: a packet that nobody lets through. */
  cutAt(words: readonly string[]): void
  /** Whatever a site answers to bytes of packets is lost, and the connection with it. */
  loseAnswers(lost: boolean): void
  /** Bytes that went from the station so far. */
  passed(): number
  close(): Promise<void>
}

/** With which a request on an open connection begins. */
const METHOD = /^(?:GET|HEAD|POST|PATCH)(?= )/

export async function cuttingProxy(port: number, target: () => number): Promise<CuttingProxy> {
  let cuts: number[] = []
  let forbidden: readonly string[] = []
  let losing = false
  let all = 0
  const sockets = new Set<Socket>()
  const server: Server = createServer((station) => {
    const left = cuts.shift()
    const site = connect(target(), '127.0.0.1')
    sockets.add(station).add(site)
    let passed = 0
    let last = ''
    const cut = () => {
      station.destroy()
      site.destroy()
    }
    station.on('data', (data: Buffer) => {
      all += data.length
      last = METHOD.exec(data.subarray(0, 16).toString('latin1'))?.[0] ?? last
      if (forbidden.some((word) => data.includes(word))) return cut()
      if (left !== undefined && passed + data.length >= left) {
        all -= data.length - (left - passed)
        // Written and then ended: what went out before the cut arrives.
        site.end(data.subarray(0, left - passed))
        station.destroy()
        return
      }
      passed += data.length
      site.write(data)
    })
    site.on('data', (data) => (losing && last === 'PATCH' ? cut() : station.write(data)))
    for (const socket of [station, site]) {
      socket.on('error', cut)
      socket.on('close', cut)
    }
  })
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  return {
    port,
    cutAfter: (bytes) => {
      cuts = [...bytes]
    },
    cutAt: (words) => {
      forbidden = words
    },
    loseAnswers: (lost) => {
      losing = lost
    },
    passed: () => all,
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy()
        server.close(() => resolve())
      }),
  }
}
