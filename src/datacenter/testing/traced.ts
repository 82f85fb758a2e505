/** What a site did to its disk and its lines, in order, as strace saw it. Paths are without the site's folder. */
export type Event =
  | { readonly what: 'wrote' | 'flushed'; readonly path: string }
  | { readonly what: 'renamed'; readonly from: string; readonly path: string }
  /** The answer begins to leave: what was promised with it must be on the disk by now. */
  | { readonly what: 'answered'; readonly status: number }

/** Calls that `eventsOf` reads. */
export const TRACED =
  'fsync,fdatasync,rename,renameat,renameat2,write,writev,pwrite64,pwritev,pwritev2,sendto,sendmsg'

const ANSWER = /^(?:write|writev|sendto|sendmsg)\(\d+<[^>]*(?:socket|TCP)[^>]*>.*?"HTTP\/1\.1 (\d{3})/
const WROTE = /^(?:write|writev|pwrite64|pwritev2?)\(\d+<(\/[^>]*)>/
const FLUSHED = /^f(?:data)?sync\(\d+<(\/[^>]*)>/
const RENAMED = /^rename(?:at2?)?\((?:[^"]*)"([^"]*)", (?:[^"]*)"([^"]*)"/

function eventOf(call: string, dir: string): Event | undefined {
  const own = (path: string | undefined) =>
    path?.startsWith(`${dir}/`) ? path.slice(dir.length + 1) : undefined
  const renamed = RENAMED.exec(call)
  const [from, to] = [own(renamed?.[1]), own(renamed?.[2])]
  if (from !== undefined && to !== undefined) return { what: 'renamed', from, path: to }
  const flushed = own(FLUSHED.exec(call)?.[1])
  if (flushed !== undefined) return { what: 'flushed', path: flushed }
  const wrote = own(WROTE.exec(call)?.[1])
  return wrote === undefined ? undefined : { what: 'wrote', path: wrote }
}

/** Reads `strace -f -y -o`: a call on the disk counts when it has ended without error, an answer when it begins. */
export function eventsOf(trace: string, dir: string): Event[] {
  const begun = new Map<string, string>()
  const events: Event[] = []
  for (const line of trace.split('\n')) {
    const [, thread = '', said = ''] = /^(\d+) +(.*)$/.exec(line) ?? []
    const answer = ANSWER.exec(said)
    if (answer) events.push({ what: 'answered', status: Number(answer[1]) })
    if (said.endsWith('<unfinished ...>')) {
      begun.set(thread, said)
      continue
    }
    const resumed = said.startsWith('<... ')
    const call = resumed ? (begun.get(thread) ?? '') : said
    if (/ = \d+$/.exec(said) === null) continue
    const event = eventOf(call, dir)
    if (event) events.push(event)
  }
  return events
}
