import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { withScratch } from './scratch.ts'

/** A process that is over by now. */
const gone = () => execFileSync(process.execPath, ['-p', 'process.pid'], { encoding: 'utf8' }).trim()

test('what a dry run that was killed left of a station goes with the next look; one that is under way keeps its folder', async () => {
  const left = mkdtempSync(join(tmpdir(), `rekam-restore-${gone()}-`))
  const other = mkdtempSync(join(tmpdir(), 'rekam-restore-other-'))
  try {
    mkdirSync(join(left, 'packets'))
    writeFileSync(join(left, 'packets', 'x.rkp'), 'x')
    await withScratch(async (first) => {
      writeFileSync(join(first, 'x'), 'x')
      await withScratch(async (second) => expect(readdirSync(second)).toEqual([]))
      expect(readdirSync(first)).toEqual(['x'])
    })
    expect([left, other].map((path) => existsSync(path))).toEqual([false, true])
  } finally {
    for (const path of [left, other]) rmSync(path, { recursive: true, force: true })
  }
})
