import type { DurableFs, FileStat } from '../durable-fs.ts'
import {
  afterCut,
  type Cut,
  type DiskKind,
  type FileNode,
  type FolderNode,
  newFile,
  newFolder,
  syncFile,
  syncFolder,
  type TreeNode,
} from './disk-model.ts'

/**
 * What befalls one call. An errno: it fails and did nothing. `late`: it fails although it was done. `short`: a write
 * takes half. `none`: a write takes nothing. `cut-before`, `cut-after`: the power goes, and nothing answers any more.
 */
export type Happening = { errno: string; late?: boolean } | 'short' | 'none' | 'cut-before' | 'cut-after'

/** The `at`-th call (from 0) meets this. */
export type Plan = { at: number; what: Happening }[]

/** The power is gone. */
export class PowerCut extends Error {}

/** A DurableFs over a model of a disk mounted at `/`, with planned faults. Paths are absolute. */
export class FaultyFs implements DurableFs {
  readonly root: FolderNode = newFolder()
  /** The calls so far, as 'name path'. */
  readonly calls: string[] = []
  readonly kind: DiskKind
  device = 42
  plan: Plan
  #dead = false
  #files: (FileNode | undefined)[] = []

  constructor(plan: Plan = [], kind: DiskKind = 'ext4') {
    this.plan = plan
    this.kind = kind
  }

  /** Files and folders that lie on the disk from the start, durable. A folder's name ends in '/'. */
  seed(paths: Record<string, Uint8Array>): this {
    for (const [path, bytes] of Object.entries(paths)) {
      let folder = this.root
      const names = path.split('/').filter((name) => name !== '')
      const file = path.endsWith('/') ? undefined : names.pop()
      for (const name of names) {
        const next = folder.live.get(name) ?? newFolder()
        if (next.kind !== 'folder') throw new Error(`${name} is a file`)
        put(folder, name, next)
        folder = next
      }
      if (file !== undefined)
        put(folder, file, { kind: 'file', live: bytes, durable: bytes, poisoned: false })
    }
    return this
  }

  /** What lies on the disk after a power cut now. */
  after(cut: Cut): Map<string, Uint8Array> {
    return afterCut(this.root, cut)
  }

  /** What programs see now. */
  seen(): Map<string, Uint8Array> {
    return afterCut(this.root, 'all')
  }

  /** Files opened and never closed. */
  get leaks(): number {
    return this.#files.filter((file) => file !== undefined).length
  }

  open(path: string): Promise<number> {
    return this.#call(`open ${path}`, () => {
      const { folder, name } = this.#parent(path)
      if (folder.live.has(name)) throw errno('EEXIST')
      const file = newFile()
      folder.live.set(name, file)
      return file
    }).then((file) => this.#files.push(file) - 1)
  }

  write(file: number, bytes: Uint8Array): Promise<number> {
    const happening = this.plan.find(({ at }) => at === this.calls.length)?.what
    const taken = happening === 'short' ? bytes.length >> 1 : happening === 'none' ? 0 : bytes.length
    return this.#call('write', () => {
      const node = this.#file(file)
      const live = new Uint8Array(node.live.length + taken)
      live.set(node.live)
      live.set(bytes.subarray(0, taken), node.live.length)
      node.live = live
      return taken
    })
  }

  fsync(file: number): Promise<void> {
    const node = this.#file(file)
    return this.#call(
      'fsync',
      () => syncFile(node),
      () => poison(node),
    )
  }

  close(file: number): Promise<void> {
    // Linux releases the descriptor whatever close answers.
    const release = () => {
      this.#files[file] = undefined
    }
    return this.#call('close', release, release)
  }

  fstat(file: number): Promise<FileStat> {
    return this.#call('fstat', () => this.#stat(this.#file(file)))
  }

  rename(from: string, to: string): Promise<void> {
    return this.#call(`rename ${to}`, () => {
      const source = this.#parent(from)
      const node = source.folder.live.get(source.name)
      if (node === undefined) throw errno('ENOENT')
      const target = this.#parent(to)
      source.folder.live.delete(source.name)
      target.folder.live.set(target.name, node)
      if (this.kind === 'vfat' && node.kind === 'file') node.durable = new Uint8Array()
    })
  }

  unlink(path: string): Promise<void> {
    return this.#call(`unlink ${path}`, () => {
      const { folder, name } = this.#parent(path)
      if (!folder.live.delete(name)) throw errno('ENOENT')
    })
  }

  mkdir(path: string): Promise<void> {
    return this.#call(`mkdir ${path}`, () => {
      const { folder, name } = this.#parent(path)
      if (folder.live.has(name)) throw errno('EEXIST')
      folder.live.set(name, newFolder())
    })
  }

  stat(path: string): Promise<FileStat> {
    return this.#call(`stat ${path}`, () => this.#stat(this.#node(path)))
  }

  readdir(path: string): Promise<string[]> {
    return this.#call(`readdir ${path}`, () => [...this.#folder(path).live.keys()])
  }

  fsyncDir(path: string): Promise<void> {
    const sync = () => syncFolder(this.#folder(path), this.kind, path === '/')
    return this.#call(`fsyncDir ${path}`, sync, () => poison(this.#folder(path)))
  }

  /** As syncfs(2): every file and every folder. */
  syncAll(path: string): Promise<boolean> {
    const each = (folder: FolderNode, act: (node: TreeNode) => void): void => {
      for (const node of folder.live.values()) {
        if (node.kind === 'folder') each(node, act)
        act(node)
      }
    }
    const sync = (node: TreeNode) =>
      node.kind === 'folder' ? syncFolder(node, this.kind, false) : syncFile(node)
    return this.#call(
      `syncAll ${path}`,
      () => {
        each(this.root, sync)
        syncFolder(this.root, this.kind, true)
        return true
      },
      () => each(this.root, poison),
    )
  }

  /** `instead` is what is left when the call fails without being done. */
  async #call<T>(name: string, run: () => T, instead?: () => void): Promise<T> {
    if (this.#dead) throw new PowerCut()
    const what = this.plan.find(({ at }) => at === this.calls.length)?.what
    this.calls.push(name)
    if (what === 'cut-before') {
      this.#dead = true
      throw new PowerCut()
    }
    if (typeof what === 'object' && what.late !== true) {
      instead?.()
      throw errno(what.errno)
    }
    try {
      const result = run()
      if (typeof what === 'object') throw errno(what.errno)
      if (what !== 'cut-after') return result
    } catch (e) {
      if (what !== 'cut-after') throw e
    }
    this.#dead = true
    throw new PowerCut()
  }

  #file(file: number): FileNode {
    const node = this.#files[file]
    if (node === undefined) throw errno('EBADF')
    return node
  }

  #node(path: string): TreeNode {
    let node: TreeNode = this.root
    for (const name of path.split('/').filter((part) => part !== '')) {
      if (node.kind !== 'folder') throw errno('ENOTDIR')
      const next: TreeNode | undefined = node.live.get(name)
      if (next === undefined) throw errno('ENOENT')
      node = next
    }
    return node
  }

  #folder(path: string): FolderNode {
    const node = this.#node(path)
    if (node.kind !== 'folder') throw errno('ENOTDIR')
    return node
  }

  #parent(path: string): { folder: FolderNode; name: string } {
    const at = path.lastIndexOf('/')
    return { folder: this.#folder(path.slice(0, at)), name: path.slice(at + 1) }
  }

  #stat(node: TreeNode): FileStat {
    return { kind: node.kind, bytes: node.kind === 'file' ? node.live.length : 0, device: this.device }
  }
}

function put(folder: FolderNode, name: string, node: TreeNode): void {
  folder.live.set(name, node)
  folder.durable.set(name, node)
}

function poison(node: TreeNode): void {
  node.poisoned = true
}

function errno(code: string): Error {
  return Object.assign(new Error(`${code}: planned`), { code })
}
