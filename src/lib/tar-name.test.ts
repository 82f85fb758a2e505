import { describe, expect, it } from 'vitest'
import { foldName, isSafeName } from './tar-name.ts'

describe('isSafeName', () => {
  it.each([
    'manifest.json',
    'captures/foto-1.jpg',
    'REKAM/9901/202611/S0000001.TAR',
    '.hidden',
    'a b',
    'console',
    'a..b',
  ])('takes %s', (name) => expect(isSafeName(name)).toBe(true))

  it.each([
    ['nothing', ''],
    ['an absolute name', '/etc/passwd'],
    ['a parent', '../a'],
    ['a parent in the middle', 'a/../../b'],
    ['the folder itself', '.'],
    ['an empty segment', 'a//b'],
    ['a folder', 'a/'],
    ['a Windows drive', 'C:a'],
    ['a Windows path', 'a\\b'],
    ['a stream of NTFS', 'a:b'],
    ['a wildcard', 'a*'],
    ['a control character', 'a\nb'],
    ['NUL', 'a\0'],
    ['what is not ASCII', 'é'],
    ['a device of Windows', 'NUL'],
    ['a device with an extension', 'a/com1.txt'],
    ['a trailing dot', 'a.'],
    ['a trailing space', 'a /b'],
  ])('refuses %s', (_, name) => expect(isSafeName(name)).toBe(false))
})

describe('foldName', () => {
  it('makes one of names that vfat and NTFS make one', () => {
    expect(foldName('S0000001.TAR')).toBe(foldName('s0000001.tar'))
    expect(foldName('a')).not.toBe(foldName('b'))
  })
})
