import type { Command } from 'commander'
import { program } from '../../src/core/cli.ts'

const root = program(
  { out() {}, err() {}, stopped: async () => {}, input: async () => new Uint8Array() },
  () => {},
)

/** The command that a line below `rekam` names, and what of the line it does not know or lacks. */
export function judged(line: string): string[] {
  const words = line.split(' ')
  let at: Command = root
  while (words.length > 0) {
    const next = at.commands.find((one) => one.name() === words[0])
    if (!next) break
    at = next
    words.shift()
  }
  if (at === root || at.commands.length > 0) return [`no such command: ${line}`]
  const given = words.filter((word) => word.startsWith('--'))
  const unknown = given.filter((word) => !at.options.some(({ long }) => long === word))
  const lacking = at.options.filter(
    ({ mandatory, defaultValue, long }) =>
      mandatory && defaultValue === undefined && !given.includes(long ?? ''),
  )
  const bare = words.findIndex((word) => word.startsWith('--'))
  const operands = bare === -1 ? words.length : bare
  const wanted = at.registeredArguments.filter(({ required }) => required).length
  return [
    ...unknown.map((word) => `${line}: no option ${word}`),
    ...lacking.map(({ long }) => `${line}: lacks ${long}`),
    ...(operands < wanted || operands > at.registeredArguments.length ? [`${line}: operands`] : []),
  ]
}
