import { execFileSync, spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { generateIdentity } from '../../lib/age.ts'
import { tempFolders } from '../testing/temp.ts'
import { identityFile, identityIn, sealStateKey } from './state-key.ts'

const temp = tempFolders()
const state = generateIdentity()
const recovery = generateIdentity()
const sealed = sealStateKey(state.identity, {
  passphrase: 'sandi penyelia',
  recovery: recovery.recipient,
  logN: 10,
})

test('stock age opens the key by the password, and takes what comes out as an identity', () => {
  const cwd = temp()
  writeFileSync(join(cwd, 'state.age'), sealed.byPassphrase)
  // Stock age asks for passwords on a terminal alone: `script` gives it one.
  const run = spawnSync('script', ['-qec', 'age -d -o state.txt state.age', '/dev/null'], {
    input: 'sandi penyelia\n',
    cwd,
  })
  expect(run.status).toBe(0)
  expect(identityIn(readFileSync(join(cwd, 'state.txt'), 'utf8'))).toBe(state.identity)
  writeFileSync(join(cwd, 'plain'), 'state')
  execFileSync('age', ['-r', state.recipient, '-o', 'sealed.age', 'plain'], { cwd })
  expect(execFileSync('age', ['-d', '-i', 'state.txt', 'sealed.age'], { cwd }).toString()).toBe('state')
})

test('stock age opens the key by the recovery identity', () => {
  const cwd = temp()
  writeFileSync(join(cwd, 'state.recovery.age'), sealed.byRecovery)
  writeFileSync(join(cwd, 'recovery.txt'), `${recovery.identity}\n`)
  const out = execFileSync('age', ['-d', '-i', 'recovery.txt', 'state.recovery.age'], { cwd })
  expect(out.toString()).toBe(identityFile(state.identity))
})
