import { actText } from '../../contract/act-words.ts'
import { many } from '../../contract/plural.ts'
import { resolve } from 'node:path'
import { type AuditEntry, auditFilterSchema } from '../../contract/audit.ts'
import {
  type AuditVerdict,
  type Head,
  holdAgainst,
  listActs,
  rememberedHead,
  unlockValues,
  verifyAudit,
} from '../audit/index.ts'
import { readBounded } from '../../lib/read-bounded.ts'
import { identityIn } from '../account/index.ts'
import { refuse } from '../refuse.ts'
import { readText } from './secrets.ts'
import { type Common, type Language, languageOf, print, sayer, type Terminal } from './terminal.ts'
import { type StationOptions, withStation } from './with-station.ts'

/** A file of 200,000 acts is about half of this. */
const PERIOD_BYTES = 200 << 20
const SIGNATURE_BYTES = 4096

/** `rekam audit verify`: recomputes the whole chain as it was before this opening, which is an act itself, and holds it against files of periods that somebody else kept; exit code 1 when it is broken or another. */
export async function auditVerify(
  terminal: Terminal,
  { against = [], ...options }: Common & StationOptions & { against?: readonly string[] },
): Promise<number> {
  const files: { file: string; bytes: Uint8Array; signature: Uint8Array }[] = []
  for (const file of against.map((name) => resolve(name)))
    files.push({
      file,
      bytes: await readBounded(file, PERIOD_BYTES),
      signature: await readBounded(`${file}.minisig`, SIGNATURE_BYTES),
    })
  const before: (AuditVerdict & { head: Head | null })[] = []
  const held = await withStation(
    options,
    'audit verify',
    async (station) =>
      files.map(({ file, bytes, signature }) => ({ file, ...holdAgainst(station, bytes, signature) })),
    {
      found: (read) => {
        before.push({ ...verifyAudit(read), head: rememberedHead(read) })
      },
    },
  )
  const found = { ...before[0]!, against: held }
  const say = sayer(options)
  const head = found.head
  print(terminal, options, found, [
    found.sound
      ? say(
          `Rantai audit utuh: ${found.entries} entri, ${found.values} dengan nilai yang cocok`,
          `The audit chain holds: ${many(found.entries, 'entry', 'entries')}, ${found.values} with values that fit`,
        )
      : say(
          `Rantai audit PUTUS pada entri ${found.brokenAt}`,
          `The audit chain is BROKEN at entry ${found.brokenAt}`,
        ),
    say(
      'Sebelum dibuka sekarang: akhir yang diingat komputer ini ',
      'Before this opening: the end that this computer remembers is ',
    ) +
      (head === null
        ? say('tidak ada', 'none')
        : say(`entri ${head.seq} dari masa ${head.epoch}`, `entry ${head.seq} of epoch ${head.epoch}`)),
    ...found.against.map(({ file, entries, differs }) =>
      differs === null
        ? say(
            `Sama dengan ${file}: ${entries} entri`,
            `Same as ${file}: ${many(entries, 'entry', 'entries')}`,
          )
        : say(
            `Rantai ini LAIN dari ${file}: entri ${differs.seq} dari masa ${differs.epoch}`,
            `This chain is ANOTHER than ${file}: entry ${differs.seq} of epoch ${differs.epoch}`,
          ),
    ),
  ])
  return found.sound && found.against.every(({ differs }) => differs === null) ? 0 : 1
}

const PAGE = 500

const STATES = {
  destroyed: { id: 'dimusnahkan', en: 'destroyed' },
  locked: { id: 'kuncinya di Dinas', en: 'the Dinas has its key' },
  damaged: { id: 'RUSAK', en: 'DAMAGED' },
} as const

/** Old and new values, one line each. */
function inWords({ values }: AuditEntry, language: Language): string[] {
  if (values === null) return []
  if (values.state !== 'here') return [`    ${STATES[values.state][language]}`]
  return values.changes.map(
    ({ field, old, new: now }) =>
      `    ${field === '' ? '' : `${field}: `}${old === null ? '' : `${old} -> `}${now ?? '-'}`,
  )
}

/** `rekam audit unlock`: opens values of before a restore by the Dinas' recovery identity, on this machine. */
export async function auditUnlock(
  terminal: Terminal,
  { identity, ...options }: Common & StationOptions & { identity: string },
): Promise<void> {
  const key = identityIn(await readText(resolve(identity)))
  if (key === undefined) throw refuse('INPUT-INVALID', { why: '--identity' })
  const unlocked = await withStation(options, 'audit unlock', async (station) => unlockValues(station, key))
  print(terminal, options, { unlocked }, [
    sayer(options)(`${unlocked} kunci dibuka`, `${many(unlocked, 'key')} opened`),
  ])
}

export interface AuditListOptions extends Common, StationOptions {
  readonly actor?: string
  readonly act?: string
  readonly about?: string
  readonly from?: string
  readonly until?: string
}

/** `rekam audit list`: acts by actor, act, resident and period, the latest first; with --json every field of the chain. Asking about a resident is in the audit. */
export async function auditList(
  terminal: Terminal,
  { actor, act, about, from, until, ...options }: AuditListOptions,
): Promise<void> {
  const filter = auditFilterSchema.safeParse({ actor, act, about, from, until })
  if (!filter.success) throw refuse('INPUT-INVALID', { why: filter.error.issues[0]?.path.join('.') ?? '' })
  const entries = await withStation(
    options,
    'audit list',
    async (station) => {
      const all: AuditEntry[] = []
      for (let before: number | undefined; ; ) {
        const page = await listActs(station, { ...filter.data, before, limit: PAGE })
        all.push(...page)
        if (page.length < PAGE) return all
        before = page.at(-1)!.n
      }
    },
    { reads: filter.data },
  )
  const language = languageOf(options)
  print(terminal, options, { entries }, [
    ...entries.flatMap((one) => [
      [one.at, one.actor, `${actText(one.act, language)} (${one.act})`, one.subject].join('  '),
      ...inWords(one, language),
    ]),
    sayer(options)(`${entries.length} perbuatan`, many(entries.length, 'act')),
  ])
}
