import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { chownSync, globSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'

/** Debian's PostgreSQL, started by the test itself on a socket in a folder of its own. */
export interface TestPostgres {
  /** A new empty database; answers its URL. */
  database(): Promise<string>
  /** It hangs: every process of it stops where it is (SIGSTOP), until `thaw`. */
  freeze(): void
  thaw(): void
  /** It is gone, its data stays; `start` brings it back. */
  halt(): Promise<void>
  start(): Promise<void>
  /** Ends it and removes its data. */
  stop(): Promise<void>
}

const BINARIES = globSync('/usr/lib/postgresql/*/bin').toSorted().at(-1) ?? '/usr/local/bin'

/** PostgreSQL does not run as root: there it gets the user that Debian made for it. */
function user(): { uid?: number; gid?: number } {
  if (process.getuid?.() !== 0) return {}
  const id = (flag: string) => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }))
  return { uid: id('-u'), gid: id('-g') }
}

export async function startPostgres(): Promise<TestPostgres> {
  const dir = mkdtempSync(join(tmpdir(), 'rekam-pg-'))
  const as = user()
  if (as.uid !== undefined && as.gid !== undefined) chownSync(dir, as.uid, as.gid)
  const options = { ...as, cwd: dir, stdio: 'ignore', env: { ...process.env, LC_ALL: 'C.UTF-8' } } as const
  const data = join(dir, 'data')
  execFileSync(join(BINARIES, 'initdb'), ['-D', data, '-U', 'rekam', '-A', 'trust', '--no-sync'], options)
  const url = (name: string) => `postgresql://rekam@/${name}?host=${encodeURIComponent(dir)}`
  const start = async () => {
    const started = spawn(
      join(BINARIES, 'postgres'),
      ['-D', data, '-k', dir, '-c', 'listen_addresses=', '-c', 'max_connections=60'],
      options,
    )
    try {
      await answering(url('postgres'), started)
    } catch (error) {
      await ended(started, 'SIGKILL')
      rmSync(dir, { recursive: true, force: true })
      throw error
    }
    return started
  }
  let server = await start()
  let made = 0
  return {
    freeze() {
      // The postmaster first: it then starts no more of them.
      tell(server.pid!, 'SIGSTOP')
      for (const pid of childrenOf(server.pid!)) tell(pid, 'SIGSTOP')
    },
    thaw() {
      for (const pid of [...childrenOf(server.pid!), server.pid!]) tell(pid, 'SIGCONT')
    },
    halt: () => ended(server, 'SIGINT'),
    async start() {
      server = await start()
    },
    async database() {
      const name = `site${++made}`
      const client = new pg.Client({ connectionString: url('postgres') })
      await client.connect()
      await client.query(`CREATE DATABASE ${name}`)
      await client.end()
      return url(name)
    },
    async stop() {
      // At once: nobody needs the checkpoint of data that are thrown away, which takes minutes where a test made many databases.
      await ended(server, 'SIGQUIT')
      rmSync(dir, { recursive: true, force: true })
    },
  }
}

/** One whose client left ends between being listed and being told. */
function tell(pid: number, name: 'SIGSTOP' | 'SIGCONT'): void {
  try {
    process.kill(pid, name)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}

/** Each of them is the leader of a group of its own, so that no signal reaches all. */
function childrenOf(parent: number): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => parentOf(pid) === parent)
}

function parentOf(pid: number): number | undefined {
  try {
    return Number(/^PPid:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1])
  } catch (error) {
    // It has ended since.
    if (error instanceof Error && 'code' in error) return undefined
    throw error
  }
}

async function answering(connectionString: string, server: ChildProcess): Promise<void> {
  let last: unknown
  for (let tries = 0; tries < 600 && server.exitCode === null; tries++) {
    const client = new pg.Client({ connectionString })
    try {
      await client.connect()
      await client.end()
      return
    } catch (error) {
      last = error
      await sleep(50)
    }
  }
  throw new Error('PostgreSQL did not start', { cause: last })
}

function ended(server: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return Promise.resolve()
  return new Promise((resolve) => {
    server.once('exit', () => resolve())
    server.kill(signal)
  })
}
