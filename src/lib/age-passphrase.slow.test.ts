import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { decrypt, encrypt } from './age.ts'
import { utf8 } from './bytes.ts'

const folder = mkdtempSync(join(tmpdir(), 'rekam-age-'))
afterAll(() => rmSync(folder, { recursive: true }))

// Stock age asks for passphrases on a terminal alone: `script` gives it one.
const onTerminal = (command: string, answers: string) =>
  spawnSync('script', ['-qec', command, '/dev/null'], { input: answers, encoding: 'utf8', cwd: folder })

describe('stock age on a terminal', () => {
  it('opens our passphrase file', () => {
    writeFileSync(
      join(folder, 'ours.age'),
      encrypt(utf8('rahasia'), { passphrase: 'kata sandi', logN: 10 }).sealed,
    )
    const run = onTerminal('age -d -o ours.txt ours.age', 'kata sandi\n')
    expect(run).toMatchObject({ status: 0 })
    expect(readFileSync(join(folder, 'ours.txt'), 'utf8')).toBe('rahasia')
  })

  it('writes a passphrase file that we open', () => {
    writeFileSync(join(folder, 'plain.txt'), 'rahasia')
    const run = onTerminal('age -p -o theirs.age plain.txt', 'kata sandi\nkata sandi\n')
    expect(run).toMatchObject({ status: 0 })
    const theirs = readFileSync(join(folder, 'theirs.age'))
    expect(decrypt(theirs, { passphrase: 'kata sandi' })).toEqual(utf8('rahasia'))
  })
})
