import { expect, test } from 'vitest'
import { roleSchema } from './account.ts'
import {
  ANYONE,
  mayCall,
  type Permission,
  PERMISSIONS,
  STREAM_PERMISSIONS,
  type ProcedureName,
} from './permissions.ts'

const ROLES = roleSchema.options

/** Lines of a table in Markdown, each column as wide as its widest cell, as the formatter leaves them. */
function aligned([head = [], ...rows]: readonly (readonly string[])[]): string[] {
  const widths = head.map((_, at) => Math.max(3, ...[head, ...rows].map((cells) => cells[at]!.length)))
  const line = (cells: readonly string[]) =>
    `| ${cells.map((text, at) => text.padEnd(widths[at]!)).join(' | ')} |`
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)]
}

/** The table as a page: every procedure, who may call it at an open station, and whether it answers at a locked one. */
function page(): string {
  const procedures = Object.entries(PERMISSIONS).flatMap(([room, names]) =>
    Object.entries(names as Readonly<Record<string, Permission>>).map(([name, permission]) => {
      const full = `${room}.${name}` as ProcedureName
      const roles = ROLES.map((role) => (mayCall(role, full) ? 'x' : ''))
      return [`\`${full}\``, permission === ANYONE ? 'x' : '', ...roles]
    }),
  )
  const streams = Object.entries(STREAM_PERMISSIONS).map(([room, allowed]) => [
    `\`app://station/${room}/...\``,
    '',
    ...ROLES.map((role) => (allowed.some((one) => one === role) ? 'x' : '')),
  ])
  return [
    '# Who may call what',
    '',
    'Made from `permissions.ts` by its test; `src/core/router.test.ts` walks every line of it in the core: each role at an open station, and nobody at a locked one.',
    '',
    ...aligned([['procedure', 'locked', ...ROLES], ...procedures, ...streams]),
    '',
  ].join('\n')
}

test('the page says what the table says', async () => {
  await expect(page()).toMatchFileSnapshot('./permissions.md')
})
