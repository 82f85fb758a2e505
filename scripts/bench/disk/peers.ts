import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { isInstalled, run } from './tools.ts'

/** A tool of the field that keeps the same files on the same kind of volume. */
export interface Peer {
  readonly name: string
  /** Brings everything that is new; the first time all. What it wrote is on the medium when it returns. */
  readonly backup: () => void
  /** Reads all of it again and proves it, where the tool can. */
  readonly verify?: () => void
  readonly restore: (folder: string) => void
}

export interface PeerPlace {
  /** Where it keeps what it keeps; emptied first. */
  readonly at: string
  /** Folder for its cache and password, not on the volume. */
  readonly own: string
  /** What it keeps: the packets and the store. */
  readonly from: readonly string[]
}

function restic({ at, own, from }: PeerPlace): Peer {
  const password = join(own, 'password')
  writeFileSync(password, 'sample')
  const env = { RESTIC_CACHE_DIR: join(own, 'cache') }
  const args = ['-q', '-r', at, '-p', password]
  run('restic', [...args, 'init'], env)
  return {
    name: 'restic',
    backup: () => void run('restic', [...args, 'backup', ...from], env),
    verify: () => void run('restic', [...args, 'check', '--read-data'], env),
    restore: (folder) => void run('restic', [...args, 'restore', 'latest', '--target', folder], env),
  }
}

function borg({ at, own, from }: PeerPlace): Peer {
  const env = { BORG_PASSPHRASE: 'sample', BORG_BASE_DIR: own }
  run('borg', ['init', '-e', 'repokey', at], env)
  let last = 0
  return {
    name: 'borg',
    backup: () => void run('borg', ['create', `${at}::run${++last}`, ...from], env),
    verify: () => void run('borg', ['check', '--verify-data', at], env),
    restore: (folder) => void run('borg', ['extract', `${at}::run${last}`], env, folder),
  }
}

function rsync({ at, from }: PeerPlace): Peer {
  return {
    name: 'rsync',
    backup() {
      run('rsync', ['-a', ...from, at])
      run('sync', ['-f', at])
    },
    restore: (folder) => void run('rsync', ['-a', `${at}/`, folder]),
  }
}

function copy({ at, from }: PeerPlace): Peer {
  return {
    name: 'cp -a',
    backup() {
      run('cp', ['-au', ...from, at])
      run('sync', ['-f', at])
    },
    restore: (folder) => void run('cp', ['-a', `${at}/.`, folder]),
  }
}

const MAKERS = { restic, borg, rsync, cp: copy }

/** Each tool that is installed, with a fresh place of its own on a volume. */
export function freshPeers(volume: string, temp: (name: string) => string, from: readonly string[]): Peer[] {
  return Object.entries(MAKERS).flatMap(([program, make]) => {
    if (!isInstalled(program)) return []
    const at = join(volume, program)
    const own = temp(`peer-${program}`)
    for (const folder of [at, own]) {
      rmSync(folder, { recursive: true, force: true })
      mkdirSync(folder, { recursive: true })
    }
    return [make({ at, own, from })]
  })
}
