import { STATUS, type CentralStatus } from '../../contract/status.ts'
import { dayOf, formatInstant, type Zone } from '../../contract/zone.ts'
import type { Fault } from '../../lib/fault.ts'
import { en } from './i18n/en.ts'
import { id, type Words } from './i18n/id.ts'

export type Language = 'id' | 'en'
export const LANGUAGES: Readonly<Record<Language, Words>> = { id, en }
/** Where a browser keeps which language was chosen. */
export const LANGUAGE_COOKIE = 'rekam-bahasa'

export const isLanguage = (word: string | undefined): word is Language => word === 'id' || word === 'en'

/** What was typed into a form that was refused, by the names of its fields. */
export type Typed = Readonly<Record<string, string>>

/** The page that is shown, so that it can be shown again in the other language. */
export interface Here {
  readonly path: '/' | '/kasus' | '/stasiun' | '/check' | '/reply'
  readonly typed?: Typed
  readonly fault?: Fault
}

/** How a page is shown to whoever asked: words, the zone of its times, the token of its forms. */
export interface View {
  readonly language: Language
  readonly words: Words
  readonly zone: Zone
  readonly token: string
  readonly here: Here
}

function weight(range: string): readonly [language: string, q: number] {
  const [name = '', ...params] = range.split(';').map((part) => part.trim().toLowerCase())
  const q = params.find((param) => param.startsWith('q='))?.slice(2)
  return [name.split('-')[0]!, q === undefined ? 1 : Number(q) || 0]
}

/** The language of an Accept-Language (RFC 9110, 12.5.4): English where it is asked for above Indonesian, else Indonesian. */
export function languageOf(accepted: string | undefined): Language {
  const ranges = (accepted ?? '').split(',').map(weight)
  const of = (...names: string[]) =>
    Math.max(0, ...ranges.filter(([name]) => names.includes(name)).map(([, q]) => q))
  // 'in' is what old browsers call Indonesian.
  return of('en') > of('id', 'in') ? 'en' : 'id'
}

/** The language that a browser keeps; undefined where none was chosen. */
export function keptLanguage(cookies: string | undefined): Language | undefined {
  const kept = new RegExp(`(?:^|; )${LANGUAGE_COOKIE}=(\\w+)`).exec(cookies ?? '')?.[1]
  return isLanguage(kept) ? kept : undefined
}

/** A moment, with its zone. */
export const moment = ({ zone }: View, at: string): string => formatInstant(at, zone)

/** A calendar day, yyyy-mm-dd, as it is read. */
export const short = (day: string): string => day.split('-').toReversed().join('-')

/** The calendar day of a moment in the office. */
export const dayOfMoment = ({ zone }: View, at: string): string => short(dayOf(new Date(at), zone))

export const number = ({ language }: View, n: number): string =>
  n.toLocaleString(language === 'id' ? 'id-ID' : 'en-GB')

/** A status in the words of the counter, with its official constant. */
export const statusWord = ({ language }: View, status: CentralStatus): string =>
  `${STATUS[status][language === 'id' ? 'word' : 'en']} (${status})`
