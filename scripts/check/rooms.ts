import { cruise, type ICruiseOptions, type ICruiseResult, type IForbiddenRuleType } from 'dependency-cruiser'
import path from 'node:path'
import { pathToFileURL } from 'node:url'

interface Rules {
  readonly forbidden: IForbiddenRuleType[]
  readonly options: ICruiseOptions
}

export interface RoomsReport {
  readonly modules: number
  /** One line each: rule, from, to. */
  readonly violations: readonly string[]
}

/**
 * Holds every import below `root` against .dependency-cruiser.mjs.
 * @throws Error when it saw no module: without its parser dependency-cruiser sees none and is content
 */
export async function checkRooms(root: string, folders: readonly string[]): Promise<RoomsReport> {
  const file = pathToFileURL(path.join(import.meta.dirname, '..', '..', '.dependency-cruiser.mjs'))
  const { default: rules } = (await import(file.href)) as { default: Rules }
  const { output } = await cruise([...folders], {
    ...rules.options,
    baseDir: root,
    validate: true,
    ruleSet: { forbidden: rules.forbidden },
  })
  const { summary } = output as ICruiseResult
  if (summary.totalCruised === 0) throw new Error('no module was seen: is @swc/core installed?')
  return {
    modules: summary.totalCruised,
    violations: summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} -> ${to}`),
  }
}

if (import.meta.main) {
  const { modules, violations } = await checkRooms(path.join(import.meta.dirname, '..', '..'), [
    'src',
    'electron',
    'scripts',
  ])
  for (const line of violations) process.stdout.write(`${line}\n`)
  process.stdout.write(`rooms: ${modules} modules, ${violations.length} illegal imports\n`)
  process.exitCode = violations.length > 0 ? 1 : 0
}
