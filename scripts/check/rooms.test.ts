import { mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, test } from 'vitest'
import { checkRooms } from './rooms.ts'

const project = path.join(import.meta.dirname, '..', '..')

/** A tree of files that import what stands beside each name; what is imported exists. */
async function rulesBrokenBy(imports: Record<string, string | string[]>): Promise<string[]> {
  const root = mkdtempSync(path.join(tmpdir(), 'rooms-'))
  symlinkSync(path.join(project, 'node_modules'), path.join(root, 'node_modules'))
  symlinkSync(path.join(project, 'package.json'), path.join(root, 'package.json'))
  const put = (name: string, text: string) => {
    mkdirSync(path.dirname(path.join(root, name)), { recursive: true })
    writeFileSync(path.join(root, name), text, { flag: 'a' })
  }
  for (const [from, targets] of Object.entries(imports)) {
    for (const target of [targets].flat()) {
      const local = /^(src|electron|scripts)\//.test(target)
      if (local && !(target in imports)) put(target, 'export const x = 1\n')
      const to = local ? path.relative(path.dirname(from), target).replace(/^(?!\.)/, './') : target
      put(from, `import type { x as x${target.length} } from '${to}'\nexport type { x${target.length} }\n`)
    }
  }
  for (const folder of ['src', 'electron', 'scripts']) mkdirSync(path.join(root, folder), { recursive: true })
  const { violations } = await checkRooms(root, ['src', 'electron', 'scripts'])
  return [...new Set(violations.map((line) => line.slice(0, line.indexOf(':'))))]
}

test.each([
  ['lib-stands-alone', { 'src/lib/a.ts': 'src/contract/ids.ts' }],
  ['lib-stands-alone', { 'src/lib/a.ts': 'src/formats/packet/packet.ts' }],
  ['formats-on-lib', { 'src/formats/packet/a.ts': 'src/core/ports.ts' }],
  ['contract-local', { 'src/contract/a.ts': 'src/lib/fault.ts' }],
  ['contract-packages', { 'src/contract/a.ts': 'hono' }],
  ['contract-no-node', { 'src/contract/a.ts': 'node:fs' }],
  ['renderer-on-contract', { 'src/renderer/features/suket/a.tsx': 'src/core/suket/rules.ts' }],
  ['renderer-on-contract', { 'src/renderer/app/a.tsx': 'src/lib/fault.ts' }],
  ['renderer-no-node', { 'src/renderer/app/a.tsx': 'node:fs' }],
  ['features-apart', { 'src/renderer/features/suket/a.tsx': 'src/renderer/features/backup/b.tsx' }],
  ['ui-is-dumb', { 'src/renderer/ui/a.tsx': 'src/renderer/features/backup/b.tsx' }],
  ['nobody-imports-electron', { 'src/core/ports.ts': 'electron/window.ts' }],
  ['nobody-imports-electron', { 'scripts/a.ts': 'electron/window.ts' }],
  ['electron-only-in-the-shell', { 'src/core/a/b.ts': 'electron' }],
  ['shell-sees-messages', { 'electron/main.ts': 'src/core/suket/index.ts' }],
  ['shell-sees-messages', { 'electron/main.ts': 'src/contract/contract.ts' }],
  ['core-apart', { 'src/core/upload/a.ts': 'src/datacenter/server.ts' }],
  ['datacenter-apart', { 'src/datacenter/a.ts': 'src/core/upload/index.ts' }],
  ['devices-apart', { 'src/devices/a.ts': 'src/core/enrolment/index.ts' }],
  ['rooms-by-their-door', { 'src/core/suket/a.ts': 'src/core/enrolment/queries.ts' }],
  [
    'doors-by-composers',
    { 'src/core/station-paths-of.ts': [], 'src/core/ports.ts': 'src/core/suket/index.ts' },
  ],
  [
    'no-circles',
    {
      'src/core/suket/index.ts': 'src/core/audit/index.ts',
      'src/core/audit/index.ts': 'src/core/suket/index.ts',
    },
  ],
  ['tests-stay-tests', { 'src/core/suket/a.ts': 'src/core/testing/fake.ts' }],
  ['resolvable', { 'src/core/suket/a.ts': 'no-such-package' }],
] as const)('%s: %j', async (rule, imports) => {
  expect(await rulesBrokenBy(imports as unknown as Record<string, string | string[]>)).toContain(rule)
})

test('what is allowed breaks no rule', async () => {
  const broken = await rulesBrokenBy({
    'src/contract/a.ts': ['zod', '@orpc/contract', 'src/contract/ids.ts'],
    'src/formats/packet/a.ts': ['src/lib/fault.ts', 'src/formats/head/head.ts', 'zod', 'node:crypto'],
    'src/renderer/app/router.tsx': [
      'src/renderer/features/suket/page.tsx',
      'src/renderer/features/backup/page.tsx',
    ],
    'src/renderer/features/enrolment/a.tsx': ['src/contract/enrolment.ts', 'src/renderer/ui/b.tsx', 'react'],
    'src/core/enrolment/a.ts': [
      'src/core/suket/index.ts',
      'src/core/db/handles.ts',
      'src/lib/tar.ts',
      'src/formats/packet/packet.ts',
    ],
    'src/core/enrolment/a.test.ts': ['src/core/testing/fake.ts', 'src/datacenter/server.ts'],
    'src/core/restore/a.test.ts': ['src/core/backup/testing/seed.ts', 'src/core/backup/index.ts'],
    'src/core/router.ts': ['src/core/enrolment/index.ts', 'src/core/backup/index.ts'],
    'src/core/open-core.ts': 'src/core/router.ts',
    'electron/main.ts': [
      'electron',
      'electron/window.ts',
      'src/contract/shell.ts',
      'src/core/process-messages.ts',
    ],
    'src/datacenter/a.ts': ['src/lib/fault.ts', 'src/formats/receipt/receipt.ts'],
  })
  expect(broken).toEqual([])
})

test('seeing nothing is a failure', async () => {
  const root = mkdtempSync(path.join(tmpdir(), 'rooms-'))
  mkdirSync(path.join(root, 'src'))
  await expect(checkRooms(root, ['src'])).rejects.toThrow('no module was seen')
})
