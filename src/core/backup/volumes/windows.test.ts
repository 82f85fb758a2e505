import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type DriveWorld, volumesContract } from './testing/contract.ts'
import { windowsVolumes } from './windows.ts'
import { EJECT_SCRIPT, readVolumes, VOLUMES_SCRIPT } from './windows-words.ts'

const RECORDED = readFileSync(new URL('./testing/recorded/windows-volumes.json', import.meta.url), 'utf8')
interface Recorded {
  letter: string
  label: string
}

/** A Windows with the drives that were recorded; E: can be pulled and kept busy. */
function world(): DriveWorld & { asked: string[] } {
  const all = JSON.parse(RECORDED) as Recorded[]
  const there = new Set(all.map(({ letter }) => letter))
  const asked: string[] = []
  let isBusy = false
  const has = (path: string) => there.has(path.slice(0, 2))
  const provider = windowsVolumes({
    async powershell(script, env) {
      asked.push(script)
      if (script === EJECT_SCRIPT && !isBusy) there.delete(env?.['REKAM_DRIVE'] ?? '')
      if (script !== VOLUMES_SCRIPT) return ''
      return `${JSON.stringify(all.filter(({ letter }) => there.has(letter)))}\r\n`
    },
    async stat(path) {
      if (!has(path)) throw Object.assign(new Error('gone'), { code: 'ENOENT' })
      return { dev: path.charCodeAt(0) }
    },
    fs: {
      async stat(path) {
        if (!has(path)) throw Object.assign(new Error('gone'), { code: 'ENOENT' })
        return { dev: path.charCodeAt(0) }
      },
      statfs: async () => ({ blocks: 1000, bavail: 900, bsize: 4096 }),
    },
    pollMs: 20,
    ejectMs: 500,
  })
  return {
    provider,
    asked,
    mount: 'E:\\',
    expected: { fs: 'exfat', id: /^1A2B-3C4D$/, label: 'DISK MERAH' },
    none: ['C:\\', 'D:\\', 'E:\\REKAM', 'C:\\Users', ''],
    plug: () => void there.add('E:'),
    pull: () => void there.delete('E:'),
    busy(is) {
      isBusy = is
    },
    close: () => undefined,
  }
}

volumesContract('Windows, by what PowerShell answers', world)

test('what a letter says is read as Linux says it', () => {
  expect(
    readVolumes(RECORDED).map(({ mount, fs, id, dirty, locked }) => [mount, fs, id, dirty, locked]),
  ).toEqual([
    ['E:\\', 'exfat', '1A2B-3C4D', false, false],
    ['F:\\', 'vfat', 'FEDC-BA98', true, true],
    ['G:\\', 'ntfs', '12345678', false, false],
    ['H:\\', '', '', false, false],
  ])
})

test('a medium that was away has another session; one whose arrival nobody knows has none', () => {
  const [first, , third] = readVolumes(RECORDED)
  const again = readVolumes(RECORDED.replace('2026-11-26T02:05:09', '2026-11-26T09:00:00'))[0]
  expect(first?.session).toBeDefined()
  expect(again?.session).not.toBe(first?.session)
  expect(third?.session).toBeUndefined()
})

test('a letter is found however it is spelt', async () => {
  const { provider } = world()
  for (const path of ['E:\\', 'e:\\', 'E:', 'e:'])
    expect(await provider.at(path)).toMatchObject({ mount: 'E:\\' })
})

test('PowerShell is asked once, not before every file', async () => {
  const { provider, asked } = world()
  for (let n = 0; n < 50; n++) await provider.at('E:\\')
  expect(asked).toEqual([VOLUMES_SCRIPT])
})

test('nothing of ours goes into a script', async () => {
  const { provider } = world()
  const volume = (await provider.at('E:\\'))!
  await expect(provider.eject!({ ...volume, device: "E:').Self" })).rejects.toThrow(RangeError)
})

test('any answer is read, or refused as a whole', () => {
  fc.assert(
    fc.property(fc.oneof(fc.json(), fc.string()), (text) => {
      try {
        for (const { mount } of readVolumes(text)) expect(mount).toMatch(/^[A-Z]:\\$/)
      } catch (error) {
        expect(error).toBeInstanceOf(Error)
      }
    }),
  )
})

test('any label comes through', () => {
  fc.assert(
    fc.property(fc.string(), (label) => {
      const [, ...rest] = JSON.parse(RECORDED) as Recorded[]
      const found = readVolumes(JSON.stringify([{ ...rest[0], label }]))
      expect(found[0]?.label).toBe(label)
    }),
  )
})
