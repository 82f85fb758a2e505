import type { Words } from '../../contract/words.ts'
import { many } from '../../contract/plural.ts'
import type { Command } from 'commander'
import { type Card, isUncertain } from '../../contract/printing.ts'
import { allCards, settleClaims } from '../printing/index.ts'
import { refuse } from '../refuse.ts'
import { type AddCommand, type Common, languageOf, print, sayer, type Terminal } from './terminal.ts'
import { type StationOptions, withStation } from './with-station.ts'

const STATES: Readonly<Record<Card['state'], Words>> = {
  ready: { id: 'siap cetak', en: 'ready to print' },
  ordered: { id: 'menunggu hak cetak', en: 'waiting for the right to print' },
  claimed: { id: 'menurut pusat', en: 'known to the centre' },
  granted: { id: 'boleh dicetak', en: 'may be printed' },
  printed: { id: 'sudah dicetak', en: 'printed' },
  issued: { id: 'sudah diserahkan', en: 'handed over' },
}

/**
 * `rekam cards claims`: cards of which the centre knows more than this station, after a restore that lost their rows, and those that may have been
 * printed since the backup; NIK masked.
 */
export async function cardsClaims(terminal: Terminal, options: Common & StationOptions): Promise<void> {
  const cards = await withStation(
    options,
    'cards claims',
    async ({ read }) => [...allCards(read, 'claimed'), ...allCards(read, 'ordered').filter(isUncertain)],
    { reads: { state: 'claimed', text: '' } },
  )
  const say = sayer(options)
  print(terminal, options, { cards }, [
    ...cards.map(
      ({ recording, nik, name, since, state }) =>
        `${recording}  ${nik}  ${name}  ${STATES[state][languageOf(options)]} ${say('sejak', 'since')} ${since}`,
    ),
    say(
      `${cards.length} kartu menunggu kata penyelia; jawab dengan rekam cards settle`,
      `${many(cards.length, 'card waits', 'cards wait')} for a supervisor's word; answer with rekam cards settle`,
    ),
  ])
}

/**
 * `rekam cards settle ID... --card here|none --reason WORDS`: a supervisor's word on such cards, all of them or none. Where there are none they are asked
 * for again at once. Exit code 1 while no site has answered that.
 */
export async function cardsSettle(
  terminal: Terminal,
  recordings: readonly string[],
  options: Common & StationOptions & { card: string; reason: string },
): Promise<number> {
  const { card: said, reason } = options
  if (said !== 'here' && said !== 'none') throw refuse('INPUT-INVALID', { why: `--card ${said}` })
  if (reason.trim().length < 3) throw refuse('INPUT-INVALID', { why: '--reason' })
  const cards = await withStation(options, 'cards settle', (station) =>
    settleClaims(station, { recordings: [...new Set(recordings)], card: said, reason: reason.trim() }),
  )
  const say = sayer(options)
  print(terminal, options, { cards }, [
    ...cards.map(({ recording, nik, name, state, code }) => {
      const stands = `${recording}  ${nik}  ${name}: ${STATES[state][languageOf(options)]}`
      return code === null ? stands : `${stands} (${code})`
    }),
    ...(cards.some(({ code }) => code !== null)
      ? [
          say(
            'Yang belum diberikan diminta lagi dengan perintah yang sama.',
            'What was not given yet is asked for again by the same command.',
          ),
        ]
      : []),
  ])
  return cards.some(({ state }) => state === 'ordered') ? 1 : 0
}

/** `rekam cards ...`. */
export function cardsCommands(
  root: Command,
  command: AddCommand,
  ofStation: (command: Command, account?: string) => Command,
): void {
  const cards = root.command('cards').description('cards that a restore lost and the centre knows of')
  command('claims', 'which they are', cardsClaims, (c) => ofStation(c, 'penyelia'), cards)
  command(
    'settle <ids...>',
    'a supervisor says what there is of them: they lie here, or there are none and they are asked for again',
    cardsSettle,
    (c) =>
      ofStation(c, 'penyelia')
        .requiredOption('--card <what>', 'here or none')
        .requiredOption('--reason <text>', 'why'),
    cards,
  )
}
