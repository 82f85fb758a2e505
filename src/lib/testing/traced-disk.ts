// What a power cut leaves of the files that a program wrote, from what strace saw it do: everything that was flushed, and of the rest whatever
// chance keeps, sector by sector.
import { dirname } from 'node:path'

/** What a program did to its folder, and the lines that it said, in order. */
export type TracedEvent =
  | { readonly what: 'said'; readonly line: string }
  | { readonly what: 'made' | 'folder' | 'gone' | 'flushed'; readonly path: string }
  | { readonly what: 'renamed'; readonly from: string; readonly path: string }
  | { readonly what: 'length'; readonly path: string; readonly bytes: number }
  /** At a byte of the file; null: where it ends. */
  | { readonly what: 'wrote'; readonly path: string; readonly at: number | null; readonly bytes: Uint8Array }

/** `strace` and these, then a program: what `tracedEvents` reads. */
export const TRACE = [
  '-f',
  '--seccomp-bpf',
  '-qq',
  '-y',
  '-xx',
  '-s',
  '100000000',
  '-e',
  'signal=none',
  '-e',
  'trace=openat,pwrite64,write,pwritev,pwritev2,writev,ftruncate,fallocate,fsync,fdatasync,rename,renameat,renameat2,unlink,unlinkat,mkdir,mkdirat,link,linkat',
] as const

const STRING = /"((?:\\x[0-9a-f]{2})*)"/g
const unhex = (text: string) => Buffer.from(text.replaceAll('\\x', ''), 'hex')
const CALL = /^(\w+)\((?:(\d+)<([^>]*)>)?(.*)\) += (\d+)/

/** One call that ended well. */
function eventOf(said: string, own: (path: string) => boolean): TracedEvent | undefined {
  const [, call, fd, hexPath = '', rest = '', answer = ''] = CALL.exec(said) ?? []
  if (call === undefined) return undefined
  const path = unhex(hexPath).toString()
  if (fd === '1' && call === 'write') return { what: 'said', line: stringsIn(rest)[0]?.toString() ?? '' }
  if (fd !== undefined) return own(path) ? ofFile(call, path, rest, Number(answer)) : undefined
  const names = stringsIn(said).map(String).filter(own)
  const [first] = names
  if (first === undefined) return undefined
  if (call === 'openat') return said.includes('O_CREAT') ? { what: 'made', path: first } : undefined
  if (call.startsWith('unlink')) return { what: 'gone', path: first }
  if (call.startsWith('mkdir')) return { what: 'folder', path: first }
  const [, to] = names
  if (call.startsWith('rename') && to !== undefined) return { what: 'renamed', from: first, path: to }
  throw new Error(`no event for ${call}`)
}

const stringsIn = (text: string): Buffer[] => Array.from(text.matchAll(STRING), ([, hex = '']) => unhex(hex))

function ofFile(call: string, path: string, rest: string, answer: number): TracedEvent {
  if (call === 'fsync' || call === 'fdatasync') return { what: 'flushed', path }
  if (call === 'ftruncate') return { what: 'length', path, bytes: Number(/\d+/.exec(rest)?.[0]) }
  const [bytes] = stringsIn(rest)
  if (bytes === undefined || (call !== 'write' && call !== 'pwrite64'))
    throw new Error(`no event for ${call}`)
  const at = call === 'write' ? null : Number(/, (\d+)$/.exec(rest)?.[1])
  return { what: 'wrote', path, at, bytes: bytes.subarray(0, answer) }
}

/** Reads the trace; a call counts when it has ended, so that what was half done is not taken for flushed. @param folder all else is left out */
export function tracedEvents(trace: string, folder: string): TracedEvent[] {
  const own = (path: string) => path === folder || path.startsWith(`${folder}/`)
  const begun = new Map<string, string>()
  const events: TracedEvent[] = []
  for (const line of trace.split('\n')) {
    const [, thread = '', said = ''] = /^(\d+) +(.*)$/.exec(line) ?? []
    if (said.endsWith(' <unfinished ...>')) {
      begun.set(thread, said.slice(0, -' <unfinished ...>'.length))
      continue
    }
    const [, end] = /^<\.\.\. \w+ resumed>(.*)$/.exec(said) ?? []
    const event = eventOf(end === undefined ? said : `${begun.get(thread)}${end}`, own)
    if (event) events.push(event)
  }
  return events
}

const SECTOR = 512

interface File {
  durable: Buffer
  /** Since the last flush; a number is a length that was set. */
  pending: (number | { readonly at: number; readonly bytes: Uint8Array })[]
  length: number
}
type Names = Map<string, File | 'folder'>

/** A disk that such a program works on. A name is on it once its folder was flushed, its bytes once the file was. */
export class TracedDisk {
  readonly #live: Names = new Map()
  #durable: Names
  #pending: { readonly folder: string; readonly change: (names: Names) => void }[] = []
  /** Rises whenever something is flushed: what a cut surely leaves is the same until then. */
  flushes = 0

  /** @param files what lies on it and was flushed long ago; null is a folder */
  constructor(files: ReadonlyMap<string, Uint8Array | null>) {
    for (const [path, bytes] of files)
      this.#live.set(
        path,
        bytes ? { durable: Buffer.from(bytes), pending: [], length: bytes.length } : 'folder',
      )
    this.#durable = new Map(this.#live)
  }

  apply(event: TracedEvent): void {
    if (event.what === 'said') return undefined
    const { path } = event
    switch (event.what) {
      case 'flushed':
        return this.#flush(path)
      case 'made':
        if (this.#live.has(path)) return undefined
        return this.#name(path, { durable: Buffer.alloc(0), pending: [], length: 0 })
      case 'folder':
        return this.#name(path, 'folder')
      case 'gone':
        return this.#rename((names) => names.delete(path), path)
      case 'renamed': {
        const node = this.#live.get(event.from)
        if (node === undefined) throw new Error(`${event.from} is not there`)
        return this.#rename((names) => names.delete(event.from) && names.set(path, node), path)
      }
      case 'length': {
        const file = this.#file(path)
        file.pending.push(event.bytes)
        file.length = event.bytes
        return undefined
      }
      default: {
        event.what satisfies 'wrote'
        const file = this.#file(path)
        const at = event.at ?? file.length
        file.pending.push({ at, bytes: event.bytes })
        file.length = Math.max(file.length, at + event.bytes.length)
        return undefined
      }
    }
  }

  /** The files after a cut now. @param keeps asked for each name and each sector that was not flushed */
  after(keeps: () => boolean): Map<string, Uint8Array> {
    const names: Names = new Map(this.#durable)
    for (const { change } of this.#pending) if (keeps()) change(names)
    const found = new Map<string, Uint8Array>()
    for (const [path, node] of names) {
      // What lies in a folder that is not there is not there.
      if (node !== 'folder' && names.has(dirname(path))) found.set(path, contentAfter(node, keeps))
    }
    return found
  }

  #name(path: string, node: File | 'folder'): void {
    this.#rename((names) => names.set(path, node), path)
  }

  #rename(change: (names: Names) => unknown, path: string): void {
    change(this.#live)
    this.#pending.push({ folder: dirname(path), change: (names) => void change(names) })
  }

  #flush(path: string): void {
    this.flushes++
    const node = this.#live.get(path)
    if (node === 'folder') {
      const names: Names = new Map(this.#durable)
      for (const { folder, change } of this.#pending) if (folder === path) change(names)
      this.#durable = names
      this.#pending = this.#pending.filter(({ folder }) => folder !== path)
    } else if (node) {
      node.durable = contentAfter(node, () => true)
      node.pending = []
    }
  }

  #file(path: string): File {
    const node = this.#live.get(path)
    if (node === undefined || node === 'folder') throw new Error(`${path} is no file`)
    return node
  }
}

function contentAfter({ durable, pending }: File, keeps: () => boolean): Buffer {
  let content = Buffer.from(durable)
  const toLength = (length: number) => {
    if (length <= content.length) content = content.subarray(0, length)
    else content = Buffer.concat([content, Buffer.alloc(length - content.length)])
  }
  for (const change of pending) {
    if (typeof change === 'number') {
      if (keeps()) toLength(change)
      continue
    }
    const { at, bytes } = change
    // A disk writes whole sectors, of which each has all that was written into it or nothing.
    for (let from = 0; from < bytes.length; ) {
      const to = Math.min(bytes.length, from + SECTOR - ((at + from) % SECTOR))
      if (keeps()) {
        if (content.length < at + to) toLength(at + to)
        content.set(bytes.subarray(from, to), at + from)
      }
      from = to
    }
  }
  return content
}
