import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { remountByUdisks } from './remount.ts'

/** A program in the place of udisksctl that writes down what it was asked and answers as told. */
function udisks(script: string): { program: string; asked: () => string[] } {
  const folder = mkdtempSync(join(tmpdir(), 'rekam-udisks-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const program = join(folder, 'udisksctl')
  writeFileSync(program, `#!/bin/sh\necho "$@" >> ${folder}/asked\n${script}\n`)
  chmodSync(program, 0o755)
  return { program, asked: () => readFileSync(join(folder, 'asked'), 'utf8').trim().split('\n') }
}

const VOLUME = { device: '/dev/sdb1', mount: '/media/desk/DISK A' }

test.each([
  ['Mounted /dev/sdb1 at /media/desk/DISK A', true],
  ['Mounted /dev/sdb1 at /media/desk/DISK A.', true],
  ['Mounted /dev/sdb1 at /media/desk/DISK A1', false],
])('%s', async (answer, expected) => {
  const { program, asked } = udisks(`[ "$1" = mount ] && echo '${answer}'; exit 0`)
  expect(await remountByUdisks(VOLUME, program)).toBe(expected)
  expect(asked()).toEqual([
    'unmount --no-user-interaction --block-device /dev/sdb1',
    'mount --no-user-interaction --block-device /dev/sdb1',
  ])
})

test('a busy volume stays, and a system without udisks says so', async () => {
  const { program, asked } = udisks('echo busy >&2; exit 1')
  expect(await remountByUdisks(VOLUME, program)).toBe(false)
  expect(asked()).toHaveLength(1)
  expect(await remountByUdisks(VOLUME, '/nowhere/udisksctl')).toBe(false)
})
