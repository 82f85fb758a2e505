import { execFileSync, spawnSync } from 'node:child_process'
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { basename, join } from 'node:path'
import { projectRoot } from '../../electron-runtime/places.mjs'

/** A kernel of the distribution, unpacked and not installed, and its first files. */
export interface Kernel {
  readonly image: string
  readonly initrd: string
}

const HOME = join(projectRoot, 'out', 'torture', 'kernel')
const MODULES =
  '9p 9pnet_virtio virtio_pci xhci_pci usb_storage sd_mod exfat nls_utf8 loop dm-log-writes'.split(' ')

function run(tool: string, args: readonly string[], cwd?: string): string {
  return execFileSync(tool, args, {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
    ...(cwd ? { cwd } : {}),
  })
}

/** The package that the distribution's `linux-image-amd64` stands for. */
function packageName(): string {
  const found = /Depends: (linux-image-\S+)/.exec(run('apt-cache', ['depends', 'linux-image-amd64']))?.[1]
  if (found === undefined) throw new Error('no kernel package is known; `apt-get update` brings the lists')
  return found
}

/** Fetches the kernel by the distribution's own client, once. */
function unpacked(): string {
  const into = join(HOME, 'root')
  if (existsSync(into)) return into
  mkdirSync(HOME, { recursive: true })
  const work = mkdtempSync(join(HOME, 'fetch-'))
  try {
    run('apt-get', ['download', packageName()], work)
    const file = readdirSync(work).find((name) => name.endsWith('.deb')) ?? ''
    run('dpkg-deb', ['-x', file, 'root'], work)
    renameSync(join(work, 'root'), into)
  } finally {
    rmSync(work, { recursive: true, force: true })
  }
  return into
}

/** The modules, each after those that it needs, as modprobe would load them. */
function modules(root: string, version: string): string[] {
  run('depmod', ['-b', root, version])
  const files = MODULES.flatMap((name) => {
    // A module that is built into the kernel has no line.
    const { stdout } = spawnSync('modprobe', ['-d', root, '-S', version, '--show-depends', name], {
      encoding: 'utf8',
    })
    return stdout.split('\n').flatMap((line) => /^insmod (\S+)/.exec(line)?.[1] ?? [])
  })
  return [...new Set(files)]
}

/** First files of the machine: busybox, the modules in their order, and the first process. */
function initrd(root: string, version: string, init: string): string {
  const top = mkdtempSync(join(HOME, 'initrd-'))
  const out = join(HOME, 'initrd.cpio')
  try {
    mkdirSync(join(top, 'modules'))
    const files = modules(root, version)
    for (const file of files) copyFileSync(file, join(top, 'modules', basename(file)))
    writeFileSync(join(top, 'order'), files.map((file) => basename(file)).join('\n'))
    copyFileSync('/bin/busybox', join(top, 'busybox'))
    copyFileSync(init, join(top, 'init'))
    run('sh', ['-c', `chmod 755 busybox init && find . | cpio -o -H newc > ${out}`], top)
    return out
  } finally {
    rmSync(top, { recursive: true, force: true })
  }
}

/** @param init the first process, a script for busybox */
export function provideKernel(init: string): Kernel {
  const root = unpacked()
  const image = readdirSync(join(root, 'boot')).find((name) => name.startsWith('vmlinuz-')) ?? ''
  const version = image.slice('vmlinuz-'.length)
  return { image: join(root, 'boot', image), initrd: initrd(root, version, init) }
}
