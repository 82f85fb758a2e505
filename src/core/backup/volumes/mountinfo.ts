/** One line of /proc/self/mountinfo (proc_pid_mountinfo(5)). */
export interface Mount {
  /** Unique among what is mounted now; used again later. */
  readonly id: number
  /** `major:minor` of the device; major 0 for what has none. */
  readonly device: string
  /** The folder of the file system that is mounted: `/`, or another for a bind mount. */
  readonly root: string
  readonly mount: string
  readonly readonly: boolean
  /** Of the mount and of the file system. */
  readonly options: readonly string[]
  readonly fs: string
  /** The block device, or whatever the file system calls its source. */
  readonly source: string
}

/** Space, tab, line feed and backslash are written as octal escapes. */
function unescape(field: string): string {
  if (!field.includes('\\')) return field
  const bytes = Buffer.from(field, 'utf8').toString('latin1')
  const plain = bytes.replace(/\\([0-7]{3})/g, (_, octal: string) => String.fromCharCode(parseInt(octal, 8)))
  return Buffer.from(plain, 'latin1').toString('utf8')
}

function mountOf(line: string): Mount | null {
  const fields = line.split(' ')
  // Optional fields stand between the sixth and a lone hyphen.
  const hyphen = fields.indexOf('-', 6)
  const [id, , device, root, mount, options] = fields
  const [fs, source, superOptions] = fields.slice(hyphen + 1)
  if (hyphen < 0 || !id || !device || !root || !mount || !options || !fs || source === undefined) return null
  const all = [options, superOptions ?? ''].flatMap((list) => list.split(','))
  return {
    id: Number(id),
    device,
    root: unescape(root),
    mount: unescape(mount),
    readonly: all.includes('ro'),
    options: [...new Set(all)].filter((option) => option !== ''),
    fs: unescape(fs),
    source: unescape(source),
  }
}

/** What is mounted where, in order of mounting. Of two on one mount point only the later is seen; the earlier is left out. */
export function parseMountinfo(text: string): Mount[] {
  const seen = new Map<string, Mount>()
  for (const line of text.split('\n')) {
    const found = mountOf(line)
    if (!found) continue
    seen.delete(found.mount)
    seen.set(found.mount, found)
  }
  return [...seen.values()]
}
