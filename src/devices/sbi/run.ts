import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { deviceChain } from './chain.ts'
import { controlServer } from './control.ts'
import { SbiService } from './service.ts'

/** Ports on which SBI services are looked for. */
const [FIRST, LAST] = [4501, 4600]

export interface SbiRunOptions {
  /** The service's port; the first free one of SBI's range when left out. */
  readonly port?: number | undefined
  /** Port of the control endpoint; any free one when left out. */
  readonly control?: number | undefined
  /** Where the test keys lie and `root.der` is left for a station's profile; new ones at each start when left out. */
  readonly keys?: string | undefined
}

/** A running simulator. */
export interface RunningSbi extends AsyncDisposable {
  readonly service: SbiService
  readonly control: number
}

/** Starts the simulator and its control endpoint on 127.0.0.1. Throws where every port is taken. */
export async function runSbi({ port, control = 0, keys }: SbiRunOptions): Promise<RunningSbi> {
  const chain = deviceChain(keys)
  const service = port === undefined ? await firstFree(chain) : new SbiService({ port, chain })
  await service.start()
  const admin = controlServer(service)
  admin.listen(control, '127.0.0.1')
  await once(admin, 'listening')
  return {
    service,
    control: (admin.address() as AddressInfo).port,
    async [Symbol.asyncDispose]() {
      admin.close()
      admin.closeAllConnections()
      await service.stop()
    },
  }
}

async function firstFree(chain: ReturnType<typeof deviceChain>): Promise<SbiService> {
  for (let port = FIRST; port <= LAST; port++) {
    const service = new SbiService({ port, chain })
    try {
      await service.start()
      return service
    } catch (error) {
      // Another program has this one.
      if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error
    }
  }
  throw new Error(`every port from ${FIRST} to ${LAST} is taken`)
}
