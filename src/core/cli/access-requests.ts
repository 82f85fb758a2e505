import type { Words } from '../../contract/words.ts'
import { many } from '../../contract/plural.ts'
import { resolve } from 'node:path'
import { type AccessRequest, accessWaySchema, requestInputSchema } from '../../contract/privacy.ts'
import { answerRequest, enterRequest, listRequests } from '../privacy/index.ts'
import { refuse } from '../refuse.ts'
import { type Common, type Language, languageOf, print, sayer, sayIn, type Terminal } from './terminal.ts'
import { type StationOptions, withStation } from './with-station.ts'

type Options = Common & StationOptions

const STATES: Readonly<Record<AccessRequest['state'], Words>> = {
  open: { id: 'menunggu', en: 'waiting' },
  overdue: { id: 'TERLAMBAT', en: 'OVERDUE' },
  answered: { id: 'dijawab', en: 'answered' },
}

function lineOf(one: AccessRequest, language: Language): string {
  const say = sayIn(language)
  return [
    one.id,
    one.number,
    STATES[one.state][language],
    one.nik,
    one.name,
    say(`diminta ${one.askedAt}`, `asked ${one.askedAt}`),
    one.answeredAt
      ? say(`dijawab ${one.answeredAt}`, `answered ${one.answeredAt}`)
      : say(`paling lambat ${one.dueAt}`, `due by ${one.dueAt}`),
  ].join('  ')
}

/** `rekam access request --about NIK --name NAME | --recording ID`: enters a resident's request; the time runs from the day on which they asked. */
export async function accessRequest(
  terminal: Terminal,
  {
    about,
    name,
    recording,
    way,
    asked,
    ...options
  }: Options & { about?: string; name?: string; recording?: string; way: string; asked?: string },
): Promise<void> {
  const input = {
    about: recording === undefined ? { nik: about ?? '', name: name ?? '' } : { recording },
    way: accessWaySchema.catch('desk').parse(way),
    ...(asked === undefined ? {} : { askedOn: asked }),
  }
  const fitted = requestInputSchema.safeParse(input)
  if (!fitted.success) throw refuse('INPUT-INVALID', { why: fitted.error.issues[0]?.path.join('.') ?? '' })
  const made = await withStation(options, 'access request', async (station) =>
    enterRequest(station, fitted.data),
  )
  print(terminal, options, made, [lineOf(made, languageOf(options))])
}

/** `rekam access list`: the register of requests. Exit code 1 where one is overdue. */
export async function accessList(terminal: Terminal, options: Options): Promise<number> {
  const requests = await withStation(options, 'access list', async (station) => listRequests(station))
  const overdue = requests.filter(({ state }) => state === 'overdue').length
  print(terminal, options, { requests, overdue }, [
    ...requests.map((one) => lineOf(one, languageOf(options))),
    sayer(options)(
      `${requests.length} permintaan, ${overdue} terlambat`,
      `${many(requests.length, 'request')}, ${overdue} overdue`,
    ),
  ])
  return overdue === 0 ? 0 : 1
}

/** `rekam access answer ID --out FILE.pdf`: the answer for the resident (PDF) and the file for the Dinas beside it, both signed. */
export async function accessAnswer(
  terminal: Terminal,
  id: string,
  { out, ...options }: Options & { out: string },
): Promise<void> {
  const saved = await withStation(options, 'access answer', async (station) =>
    answerRequest(station, { id, path: resolve(out) }),
  )
  print(terminal, options, saved, [
    saved.path,
    saved.file,
    sayer(options)(
      `${saved.entries} perbuatan, ${saved.values} dengan nilai lama dan baru`,
      `${many(saved.entries, 'act')}, ${saved.values} with old and new values`,
    ),
  ])
}
