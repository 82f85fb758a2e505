import { connect, createServer, type Server, type Socket } from 'node:net'

/** A line that fails: passes bytes on to a port, and cuts both ends after a given number of bytes from the station. */
export interface CuttingProxy {
  readonly port: number
  /** Cuts the next connections after so many bytes each; then the line is good again. */
  cutAfter(bytes: readonly number[]): void
  close(): Promise<void>
}

export async function cuttingProxy(port: number, target: () => number): Promise<CuttingProxy> {
  let cuts: number[] = []
  const sockets = new Set<Socket>()
  const server: Server = createServer((station) => {
    const left = cuts.shift()
    const site = connect(target(), '127.0.0.1')
    sockets.add(station).add(site)
    let passed = 0
    const cut = () => {
      station.destroy()
      site.destroy()
    }
    station.on('data', (data: Buffer) => {
      if (left !== undefined && passed + data.length >= left) {
        site.write(data.subarray(0, left - passed), cut)
        return
      }
      passed += data.length
      site.write(data)
    })
    site.on('data', (data) => station.write(data))
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
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy()
        server.close(() => resolve())
      }),
  }
}
