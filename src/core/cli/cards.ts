import type { Command } from 'commander'
import { type Card } from '../../contract/printing.ts'
import { allCards, settleClaim } from '../printing/index.ts'
import { refuse } from '../refuse.ts'
import { type AddCommand, type Common, print, type Terminal } from './terminal.ts'
import { type StationOptions, withStation } from './with-station.ts'

const STATES: Readonly<Record<Card['state'], string>> = {
  ready: 'siap cetak',
  ordered: 'menunggu hak cetak',
  claimed: 'menurut pusat',
  granted: 'boleh dicetak',
  printed: 'sudah dicetak',
  issued: 'sudah diserahkan',
}

/** `rekam cards claims`: cards of which the centre knows more than this station, after a restore that lost their rows; NIK masked. */
export async function cardsClaims(terminal: Terminal, options: Common & StationOptions): Promise<void> {
  const cards = await withStation(options, 'cards claims', async ({ read }) => allCards(read, 'claimed'), {
    reads: { state: 'claimed', text: '' },
  })
  print(terminal, options, { cards }, [
    ...cards.map(({ recording, nik, name, since }) => `${recording}  ${nik}  ${name}  sejak ${since}`),
    `${cards.length} kartu menurut pusat; jawab dengan rekam cards settle`,
  ])
}

/**
 * `rekam cards settle ID --card here|none --reason WORDS`: a supervisor's word on such a card. Where there is none it is asked for again at
 * once. Exit code 1 while no site has answered that.
 */
export async function cardsSettle(
  terminal: Terminal,
  recording: string,
  options: Common & StationOptions & { card: string; reason: string },
): Promise<number> {
  const { card: said, reason } = options
  if (said !== 'here' && said !== 'none') throw refuse('INPUT-INVALID', { why: `--card ${said}` })
  if (reason.trim().length < 3) throw refuse('INPUT-INVALID', { why: '--reason' })
  const card = await withStation(options, 'cards settle', (station) =>
    settleClaim(station, { recording, card: said, reason: reason.trim() }),
  )
  print(terminal, options, card, [
    `${card.recording}  ${card.nik}  ${card.name}: ${STATES[card.state]}`,
    ...(card.code === null
      ? []
      : [`Belum diberikan (${card.code}); diminta lagi dengan perintah yang sama.`]),
  ])
  return card.state === 'ordered' ? 1 : 0
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
    'settle <id>',
    'a supervisor says what there is of one: it lies here, or there is none and it is asked for again',
    cardsSettle,
    (c) =>
      ofStation(c, 'penyelia')
        .requiredOption('--card <what>', 'here or none')
        .requiredOption('--reason <text>', 'why'),
    cards,
  )
}
