import { createServer, get } from 'node:https'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { expect, test } from 'vitest'
import { seededRandom } from '../testing/fake-ports.ts'
import { makeSiteTls, type SiteTls } from './site-tls.ts'

const by = { now: new Date(), random: seededRandom('tls') }

/** How a station that trusts `ca` alone ends up at a server. */
async function reached(server: SiteTls, ca: string, host: string): Promise<string> {
  const listening = createServer({ key: server.key, cert: server.certificate }, (_, answer) =>
    answer.end('site'),
  )
  await once(listening.listen(0, '127.0.0.1'), 'listening')
  const { port } = listening.address() as AddressInfo
  try {
    return await new Promise((resolve) => {
      get(
        { host: '127.0.0.1', port, servername: host, ca, agent: false, headers: { connection: 'close' } },
        (answer) => {
          answer.resume()
          resolve(String(answer.statusCode))
        },
      ).on('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message))
    })
  } finally {
    listening.closeAllConnections()
    listening.close()
  }
}

test('a station reaches the site by the names that its certificate has, and no other site and no other name', async () => {
  const [mmu, other] = [
    await makeSiteTls({ site: 'mmu', hosts: ['mmu.example', '127.0.0.1'] }, by),
    await makeSiteTls({ site: 'batam', hosts: ['mmu.example'] }, by),
  ]
  expect(await reached(mmu, mmu.certificate, 'mmu.example')).toBe('200')
  expect(await reached(mmu, mmu.certificate, 'batam.example')).toBe('ERR_TLS_CERT_ALTNAME_INVALID')
  expect(await reached(other, mmu.certificate, 'mmu.example')).toMatch(/SELF_SIGNED|UNABLE_TO|SIGNATURE/)
}, 60_000)
