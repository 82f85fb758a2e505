import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { RECOVERY_IDENTITY } from '../../formats/testing/sample.ts'
import { tempFolders } from '../testing/temp.ts'
import { openByPassphrase, openByReset } from './open-slot.ts'
import { decodeSlots, encodeSlots, plainSlots } from './slots.ts'

const temp = tempFolders()
const FILE = readFileSync(join(import.meta.dirname, 'golden/slots.json'))
const KEY = new Uint8Array(32).map((_, i) => i)

test('slots of the first version open for ever, and are written byte for byte again', async () => {
  const slots = decodeSlots(FILE)
  expect(await openByPassphrase(slots, 'penyelia', 'sandi contoh', null)).toEqual(KEY)
  expect(await openByPassphrase(slots, 'teknisi', 'sandi teknisi', null)).toEqual(KEY)
  expect(openByReset(slots, 1, '0EVW-DNKN-F81A-S4AG')).toEqual(KEY)
  expect(openByReset(slots, 20, 'w72x595yhy2wwmtp')).toEqual(KEY)
  expect(Buffer.from(encodeSlots(plainSlots(slots), KEY)).equals(FILE)).toBe(true)
})

test("the page's own command line gets the key out by stock tools", () => {
  const cwd = temp()
  writeFileSync(join(cwd, 'recovery.txt'), `${RECOVERY_IDENTITY}\n`)
  const { recovery } = JSON.parse(FILE.toString()) as { recovery: string }
  const opened = execFileSync('age', ['-d', '-i', 'recovery.txt'], {
    cwd,
    input: Buffer.from(recovery, 'base64'),
  })
  expect(opened.equals(KEY)).toBe(true)
})
