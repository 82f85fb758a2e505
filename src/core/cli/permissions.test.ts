import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Command } from 'commander'
import { expect, test } from 'vitest'
import { roleSchema } from '../../contract/account.ts'
import { program } from '../cli.ts'
import { mayType, requireType, TERMINAL_PERMISSIONS, type Typed, typed, usualAccount } from './permissions.ts'
import { processTerminal } from './terminal.ts'

/** Commands that open no station: files alone, the Dinas' own computer, or a folder that has no account to ask yet. */
const WITHOUT_STATION = [
  // By a one-time code or the Dinas' recovery key, which is what they prove.
  'account challenge',
  'account reset',
  'audit data-flow',
  'audit subject',
  'guide',
  'init',
  'keys answer',
  'keys certify',
  'keys join',
  'keys letter',
  'keys profile',
  'keys recertify',
  'keys revoke',
  'keys root',
  'keys site',
  'keys split',
  'manual',
  'practice',
  'restore',
  'suket printers',
]

/** Every command that can be typed, by its whole name. */
function leaves(command: Command, before = ''): [string, Command][] {
  return command.commands.flatMap((one): [string, Command][] => {
    const name = `${before}${one.name()}`
    return one.commands.length > 0 ? leaves(one, `${name} `) : [[name, one]]
  })
}

const COMMANDS = new Map(leaves(program(processTerminal, () => {})))
const KEYS = Object.keys(TERMINAL_PERMISSIONS) as Typed[]
const commandOf = (key: string) => key.replace(/ --.*$/, '')

test('every command of the terminal asks the table, or opens no station', () => {
  const asking = new Set(KEYS.map(commandOf))
  expect([...COMMANDS.keys()].filter((name) => !asking.has(name)).toSorted()).toEqual(WITHOUT_STATION)
  expect(COMMANDS.size).toBeGreaterThanOrEqual(64)
})

test('the table names nothing that cannot be typed', () => {
  for (const key of KEYS) {
    const [, option] = / (--\S+)$/.exec(key) ?? []
    const command = COMMANDS.get(commandOf(key))
    expect({ key, known: command !== undefined }).toEqual({ key, known: true })
    const options = command!.options.map(({ long }) => long)
    expect({ key, has: option === undefined || options.includes(option) }).toEqual({ key, has: true })
  }
})

test('no command opens a station but by asking', () => {
  const sources = readdirSync(import.meta.dirname).filter((name) => /^[^.]*\.ts$/.test(name))
  const naming = (word: string) =>
    sources.filter((name) => readFileSync(join(import.meta.dirname, name), 'utf8').includes(word))
  expect(naming('withOpenStation')).toEqual(['open-station.ts', 'with-station.ts'])
  // A new station, a reset by the Dinas, and a restore have no account that could be asked.
  expect(naming('openDesk(')).toEqual(['account.ts', 'init.ts', 'open-station.ts', 'restore.ts'])
})

/** What a role may not type. */
const refusedTo = (role: (typeof roleSchema.options)[number]) => KEYS.filter((key) => !mayType(role, [key]))

test('who opens no residents at the window opens none at the terminal', () => {
  for (const role of ['teknisi', 'administrator'] as const)
    expect(refusedTo(role)).toEqual(
      expect.arrayContaining(['list', 'show', 'drafts', 'proof', 'where', 'suket register', 'amend list']),
    )
  // What the window gives to an administrator alone.
  expect(refusedTo('penyelia')).toEqual(['profile install --waiting'])
  expect(refusedTo('operator')).toEqual(
    expect.arrayContaining(['disk settle', 'purge', 'purge --token', 'line --kbits', 'suket register --pdf']),
  )
})

test('an option asks for more than its command, and only where it is given', () => {
  expect(typed('purge')).toEqual(['purge'])
  expect(typed('purge', { 'purge --token': undefined })).toEqual(['purge'])
  expect(typed('day', { 'day --sign': true, 'day --tick': undefined })).toEqual(['day', 'day --sign'])
  expect(mayType('teknisi', typed('purge'))).toBe(true)
  expect(mayType('teknisi', typed('purge', { 'purge --token': 'ab' }))).toBe(false)
  expect(() => requireType('teknisi', typed('purge', { 'purge --token': 'ab' }))).toThrow('ACCOUNT-ROLE')
})

test('where no account is named, one opens who may', () => {
  expect(usualAccount(['purge'])).toBe('teknisi')
  expect(usualAccount(typed('purge', { 'purge --token': 'ab' }))).toBe('penyelia')
  expect(usualAccount(['list'])).toBe('penyelia')
  for (const key of KEYS) expect(mayType(usualAccount([key]), [key])).toBe(true)
})
