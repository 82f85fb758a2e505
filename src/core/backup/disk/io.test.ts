import { mkdirSync, mkdtempSync, readlinkSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test, vi } from 'vitest'
import { nodeDisk } from './io.ts'

const folder = mkdtempSync(join(tmpdir(), 'rekam-io-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const path = join(folder, 'DISK.JSN')
writeFileSync(path, '{}')

/** How often this process has the file open. */
function handles(file: string): number {
  return readdirSync('/proc/self/fd').filter((fd) => {
    try {
      return readlinkSync(`/proc/self/fd/${fd}`) === file
    } catch {
      return false
    }
  }).length
}

/** The disk goes between the opening of a file and the first question about it. */
async function goneAfterOpening() {
  const file = await open(path)
  const gone = Object.assign(new Error('ENOTCONN: not connected, fstat'), { code: 'ENOTCONN', errno: -107 })
  const spy = vi.spyOn(Object.getPrototypeOf(file) as typeof file, 'stat').mockRejectedValue(gone)
  await file.close()
  return { [Symbol.dispose]: () => spy.mockRestore() }
}

describe.runIf(process.platform === 'linux')('a disk that goes while a file is being opened', () => {
  test.each([
    ['read whole', () => nodeDisk.readSmall(path, 100)],
    ['opened', () => nodeDisk.open(path)],
  ])(
    'leaves no handle behind when it is %s: the garbage collector would end the program over it',
    async (_, act) => {
      using _gone = await goneAfterOpening()
      await expect(act()).rejects.toMatchObject({ code: 'DISK-GONE' })
      expect(handles(path)).toBe(0)
    },
  )

  test('nor does what is no file', async () => {
    const odd = join(folder, 'ODD.JSN')
    mkdirSync(odd)
    await expect(nodeDisk.readSmall(odd, 100)).rejects.toMatchObject({ code: 'FILE-IO' })
    expect(handles(odd)).toBe(0)
  })
})
