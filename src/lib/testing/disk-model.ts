/**
 * A disk with two states: what programs see (`live`) and what a power cut leaves (`durable`). Only fsync carries from one
 * to the other, and an fsync that failed never does, however often it is repeated: the kernel has dropped the pages.
 */
export type FileNode = { kind: 'file'; live: Uint8Array; durable: Uint8Array; poisoned: boolean }
export type FolderNode = {
  kind: 'folder'
  live: Map<string, TreeNode>
  durable: Map<string, TreeNode>
  /** vfat: what this folder's fsync promised, kept until the folder above is fsynced too. */
  staged: (() => void)[]
  poisoned: boolean
}
export type TreeNode = FileNode | FolderNode

/** ext4: fsync of a folder is enough. vfat: only with every ancestor's; and a rename forgets the file's length. */
export type DiskKind = 'ext4' | 'vfat'

/**
 * What a power cut leaves of what was never fsynced: nothing; all of it; names without their data; names with half of
 * their data. A program must be right whichever it is.
 */
export const CUTS = ['nothing', 'all', 'names', 'torn'] as const
export type Cut = (typeof CUTS)[number]

export function newFile(): FileNode {
  return { kind: 'file', live: new Uint8Array(), durable: new Uint8Array(), poisoned: false }
}

export function newFolder(): FolderNode {
  return { kind: 'folder', live: new Map(), durable: new Map(), staged: [], poisoned: false }
}

export function syncFile(file: FileNode): void {
  if (!file.poisoned) file.durable = file.live
}

export function syncFolder(folder: FolderNode, kind: DiskKind, isRoot: boolean): void {
  if (folder.poisoned) return
  const entries = new Map(folder.live)
  const keep = () => {
    folder.durable = entries
  }
  if (kind === 'ext4') {
    keep()
    return
  }
  for (const child of folder.live.values()) {
    if (child.kind === 'folder') folder.staged.push(...child.staged.splice(0))
  }
  folder.staged.push(keep)
  if (isRoot) for (const promise of folder.staged.splice(0)) promise()
}

/** The files that a reader finds after the cut: path below the root, and content. */
export function afterCut(root: FolderNode, cut: Cut): Map<string, Uint8Array> {
  const found = new Map<string, Uint8Array>()
  collect(root, '', cut, found)
  return found
}

/** True when a reader finds this folder after the cut. */
export function folderAfterCut(root: FolderNode, path: string, cut: Cut): boolean {
  let folder = root
  for (const name of path.split('/').filter((part) => part !== '')) {
    const next = entriesAfter(folder, cut).get(name)
    if (next?.kind !== 'folder') return false
    folder = next
  }
  return true
}

function entriesAfter(folder: FolderNode, cut: Cut): Map<string, TreeNode> {
  return cut === 'nothing' || folder.poisoned ? folder.durable : folder.live
}

function collect(folder: FolderNode, path: string, cut: Cut, found: Map<string, Uint8Array>): void {
  for (const [name, node] of entriesAfter(folder, cut)) {
    if (node.kind === 'folder') collect(node, `${path}/${name}`, cut, found)
    else found.set(`${path}/${name}`, contentAfter(node, cut))
  }
}

function contentAfter(file: FileNode, cut: Cut): Uint8Array {
  if (file.poisoned || file.durable === file.live || cut === 'nothing' || cut === 'names') return file.durable
  return cut === 'all' ? file.live : file.live.subarray(0, file.live.length >> 1)
}
