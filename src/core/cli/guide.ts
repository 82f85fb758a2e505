import { GUIDE_NAMES, GUIDES, type GuideName } from '../../contract/guides.ts'
import { refuse } from '../refuse.ts'
import { type Common, languageOf, print, type Terminal } from './terminal.ts'

function isGuide(name: string): name is GuideName {
  return (GUIDE_NAMES as readonly string[]).includes(name)
}

/** `rekam guide [case]`: what to do when something happened to a key, a disk or a computer; all cases by name without one. */
export async function guide(terminal: Terminal, name: string | undefined, options: Common): Promise<void> {
  const language = languageOf(options)
  if (name === undefined) {
    const names = GUIDE_NAMES.map((one) => ({ name: one, title: GUIDES[one][language] }))
    print(
      terminal,
      options,
      { guides: names },
      names.map((one) => `${one.name.padEnd(12)}${one.title}`),
    )
    return
  }
  if (!isGuide(name)) throw refuse('NOT-FOUND', { what: `guide ${name}` })
  const found = GUIDES[name]
  print(terminal, options, { name, ...found }, [
    found[language],
    found.safe[language],
    ...found.steps.flatMap((step, at) => [
      `${at + 1}. ${step[language]}`,
      ...(step.command === undefined ? [] : [`   rekam ${step.command}`]),
    ]),
  ])
}
