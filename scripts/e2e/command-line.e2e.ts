// What is asked about a person does not stand in the list of processes while the command runs.
import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, test } from 'vitest'
import { projectRoot } from '../electron-runtime/places.mjs'
import { rekam } from './rekam.ts'

const NIK = '5272011703857391'

test.skipIf(process.platform !== 'linux')('a command about a resident', { timeout: 120_000 }, async () => {
  const base = mkdtempSync(path.join(tmpdir(), 'rekam-line-'))
  try {
    await rekam('init', '--demo', '--station', path.join(base, 'station'))
    // It waits for its password for ever, and is looked at meanwhile.
    const password = path.join(base, 'pipe')
    execFileSync('mkfifo', [password])
    const asked = ['audit', 'list', '--about', NIK, '--station', path.join(base, 'station')]
    const child = spawn(path.join(projectRoot, 'scripts/rekam'), [...asked, '--passphrase-file', password])
    const line = () => readFileSync(`/proc/${child.pid}/cmdline`, 'latin1').replaceAll('\0', ' ').trim()
    await expect.poll(line, { timeout: 60_000 }).toBe('rekam')
    child.kill()
    await once(child, 'exit')
  } finally {
    rmSync(base, { recursive: true, force: true })
  }
})
