import { expect, test } from 'vitest'
import { ejectSteps } from './eject.ts'

test('names the system’s own program for each platform', () => {
  expect(ejectSteps('/dev/sdb1', 'linux').map(([program]) => program)).toEqual(['udisksctl', 'udisksctl'])
  expect(ejectSteps('E:', 'win32')[0]?.[1].at(-1)).toContain("ParseName('E:')")
  expect(ejectSteps('/dev/disk4s1', 'darwin')).toEqual([['diskutil', ['eject', '/dev/disk4s1']]])
})

test.each([
  ['/dev/sda; reboot', 'linux'],
  ['--force', 'linux'],
  ['/dev/../etc', 'linux'],
  ['', 'linux'],
  ["E:').Self", 'win32'],
  ['e:', 'win32'],
  ['/dev/disk0 force', 'darwin'],
  ['/dev/sdb1', 'sunos'],
] as const)('refuses %j on %s before anything is started', (device, platform) => {
  expect(() => ejectSteps(device, platform)).toThrow('INPUT-INVALID')
})
