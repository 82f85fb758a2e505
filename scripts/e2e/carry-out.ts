import { expect } from 'vitest'
import { GUIDES, type GuideName } from '../../src/contract/guides.ts'
import { rekam, type Ran } from '../../src/core/cli/testing/shell.ts'

/** What a person fills in: for an option by its name, for an operand by its word. Several: the option stands several times. */
type Filled = Readonly<Record<string, string | readonly string[]>>
export interface Step {
  /** Whose password opens the station. */
  readonly by?: string
  readonly fill: () => Filled
  /** What it ends with; 0 unless told. */
  readonly code?: number
  readonly after?: (ran: Ran) => void | Promise<void>
}

/** The line as it is typed, every capital word filled in. */
function typed(command: string, filled: Filled): string[] {
  const words = command.split(' ')
  return words.flatMap((word, n) => {
    if (word.startsWith('--')) return /^[A-Z-]+$/.test(words[n + 1] ?? '') ? [] : [word]
    if (!/^[A-Z-]+$/.test(word)) return [word]
    const before = words[n - 1] ?? ''
    const name = before.startsWith('--') ? before : word
    const value = filled[name]
    if (value === undefined) throw new Error(`nobody knows what ${name} is in: ${command}`)
    const values = typeof value === 'string' ? [value] : value
    return name === before ? values.flatMap((one) => [name, one]) : [...values]
  })
}

/** `keys answer --station ...` is the step `keys answer`, or the whole line where a guide has several of one name. */
const nameOf = (command: string) => /^[a-z]+( [a-z]+)?/.exec(command)![0].trim()

/**
 * Walks a guide, with password files found by `at`. Every command of it has to be known here, and everything known here has to stand in it, so that
 * neither goes on without the other.
 */
export const carriedOut =
  (at: (name: string) => string) =>
  async (name: GuideName, steps: Readonly<Record<string, Step | readonly Step[]>>): Promise<void> => {
    const done: string[] = []
    for (const { command } of GUIDES[name].steps) {
      if (command === undefined) continue
      const step = command in steps ? command : nameOf(command)
      const known = steps[step]
      if (!known) throw new Error(`the guide ${name} has a step that nobody carries out: ${command}`)
      for (const { by, fill, code = 0, after } of Array.isArray(known)
        ? (known as Step[])
        : [known as Step]) {
        process.env['REKAM_PASSPHRASE_FILE'] = at(by ?? 'sandi.txt')
        const ran = await rekam(...typed(command, fill()), '--json')
        // Standard error carries the progress too: it is of interest where the step failed.
        const said = ran.code === code ? '' : ran.err
        expect({ step, code: ran.code, said }).toEqual({ step, code, said: '' })
        await after?.(ran)
      }
      done.push(step)
    }
    expect(done.toSorted()).toEqual(Object.keys(steps).toSorted())
  }
