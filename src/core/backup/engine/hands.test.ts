import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { handsInThread } from './hands.ts'

test('hands that are closed twice, as by an ejection and by the run that it ended, leave a thread that works, and work no more themselves', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'rekam-hands-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const file = join(folder, 'file')
  writeFileSync(file, 'CONTOH')
  const first = handsInThread()
  expect(await first.readBack(file)).toMatchObject({ bytes: 6 })
  await first.close()
  await first.close()
  const next = handsInThread()
  expect(await next.readBack(file)).toMatchObject({ bytes: 6 })
  await expect(first.readBack(file)).rejects.toThrow('closed')
  await next.close()
})
