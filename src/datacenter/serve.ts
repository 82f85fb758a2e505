import { readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { errnoOf, Fault, faultOfErrno } from '../lib/fault.ts'
import { repeat } from '../lib/repeat.ts'
import { troubleOf } from './answers.ts'
import { listenDesk } from './desk/desk.ts'
import { tellArrivals } from './intake-arrivals.ts'
import { look } from './replication/look.ts'
import { PeerClient, type PeerPlace } from './replication/peer-client.ts'
import { listen, type SiteTls } from './server.ts'
import { openSiteOn } from './site-at.ts'
import { noteClosed } from './standstill.ts'
import type { Site } from './site.ts'
import { type Switches, switchesOff, throwSwitch } from './switches.ts'

/** How long after one look penunggalan looks again at what is due and the other site is asked, while the site serves. */
const LOOK_MS = 5000

/** Where a command writes, and what tells it to end. Tests bring their own. */
export interface Terminal {
  out(line: string): void
  err(line: string): void
  /** Resolves when the process is asked to stop. */
  stopped(): Promise<void>
}

export interface ServeOptions {
  readonly code: string
  readonly dir: string
  readonly port: number
  readonly host?: string | undefined
  /** Port of the intake desk's page, on this computer alone; none where it is left out. */
  readonly desk?: number | undefined
  readonly peer?: string | undefined
  readonly peerCa?: string | undefined
  /** Of PostgreSQL, where several receivers share one registry; the folder is then shared as well. */
  readonly database?: string | undefined
}

async function pem(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8')
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return undefined
    throw faultOfErrno(error, 'read', path)
  }
}

/** `tls.crt` and `tls.key` in the folder make the site speak TLS; `tls-expired.*` is what the switch shows. Fault FILE-MISSING. */
async function tlsIn(dir: string): Promise<SiteTls | undefined> {
  const read = async (name: string) => {
    const cert = await pem(join(dir, `${name}.crt`))
    if (cert === undefined) return undefined
    const key = await pem(join(dir, `${name}.key`))
    if (key === undefined) throw new Fault('FILE-MISSING', { path: join(dir, `${name}.key`) })
    return { cert, key }
  }
  const good = await read('tls')
  return good && { ...good, expired: await read('tls-expired') }
}

/** The switches of the arguments (`name=value`, or a name alone for on); undefined for one that there is not. */
export function switchesOf(thrown: readonly string[]): Switches | undefined {
  const switches = switchesOff()
  for (const one of thrown) {
    const at = one.indexOf('=')
    const [name, value] = at < 0 ? [one, 'on'] : [one.slice(0, at), one.slice(at + 1)]
    if (!throwSwitch(switches, name, value)) return undefined
  }
  return switches
}

/** Replication and penunggalan, one look at a time: the next begins when the last has ended. Answers how to stop, at once where the site ends. */
function lookAround(site: Site, place: PeerPlace | undefined, terminal: Terminal): () => Promise<void> {
  const peer = place && new PeerClient(site, place)
  site.printPeer = peer
  const tell = (error: unknown) => terminal.err(`datacenter ${site.code}: ${troubleOf(error)}`)
  let silent = false
  const once = async () => {
    const asked = site.switches.split ? undefined : peer
    const { heard, decided } = await look(site, asked)
    // What was broken off on purpose is no trouble.
    if (site.ending.aborted) return
    if (decided.status === 'rejected') tell(decided.reason)
    if (heard.status === 'rejected') {
      // A site that is away for months is told of once.
      if (!silent) tell(heard.reason)
      silent = true
      return
    }
    if (heard.value === undefined) return
    const { reports, packets, papers, back, refused, twice } = heard.value
    if (reports + packets + papers + back > 0 || silent) {
      terminal.err(
        `datacenter ${site.code}: ${packets} packets, ${reports} receipts, ${papers} papers${back > 0 ? `, ${back} arrivals of its own` : ''} from ${site.peer}`,
      )
    }
    for (const code of refused) terminal.err(`datacenter ${site.code}: passed over ${code}`)
    for (const packet of twice)
      terminal.err(`datacenter ${site.code}: RECEIPT-SERIAL ${packet}, a number was given twice`)
    silent = false
  }
  return repeat(LOOK_MS, async () => {
    if (!site.ending.aborted) await once()
  })
}

/** Ends a site's work, all of it together; a repeat changes nothing. */
async function ended(site: Site, ends: readonly (() => Promise<void>)[]): Promise<void> {
  site.end()
  await Promise.all(ends.map((end) => end()))
}

/** Serves a site until it is told to stop. Faults FILE-MISSING, and those of openSite. */
export async function serve(options: ServeOptions, switches: Switches, terminal: Terminal): Promise<void> {
  const { code, dir, port, host, database } = options
  const tell = (what: string) => terminal.err(`datacenter ${code}: ${what}`)
  const tls = await tlsIn(dir)
  const ca = options.peerCa === undefined ? undefined : await pem(resolve(options.peerCa))
  const peer = options.peer === undefined ? {} : { peer: code === 'mmu' ? 'batam' : 'mmu' }
  const site = await openSiteOn(database, dir, code, peer, (error) => tell(troubleOf(error)))
  Object.assign(site.switches, switches)
  const ends: (() => Promise<void>)[] = []
  try {
    await tellArrivals(site)
    const listening = await listen(site, port, {
      trouble: tell,
      tls,
      ...(host === undefined ? {} : { host }),
    })
    ends.push(() => listening.close())
    terminal.out(`datacenter ${code} listening on ${listening.url}`)
    ends.push(lookAround(site, options.peer === undefined ? undefined : { url: options.peer, ca }, terminal))
    if (options.desk !== undefined) {
      const desk = await listenDesk(site, options.desk)
      ends.push(() => desk.close())
      terminal.out(`desk ${code} on ${desk.url}`)
    }
    await terminal.stopped()
    await ended(site, ends)
    await noteClosed(site)
  } finally {
    await ended(site, ends)
    await site.close()
  }
}
