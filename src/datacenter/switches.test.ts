import { expect, it } from 'vitest'
import { switchesOff, throwSwitch } from './switches.ts'

it('throws each switch by its name, and none that there is not', () => {
  const switches = switchesOff()
  for (const [name, value] of [
    ['refusing', 'uploads'],
    ['notice', 'Sedang dipindahkan.'],
    ['portal', 'on'],
    ['bytesPerSecond', '16000'],
    ['clockOffMs', '-86400000'],
  ] as const)
    expect([name, throwSwitch(switches, name, value)]).toEqual([name, true])
  expect(switches).toMatchObject({
    refusing: 'uploads',
    notice: 'Sedang dipindahkan.',
    portal: true,
    bytesPerSecond: 16_000,
    clockOffMs: -86_400_000,
  })
  for (const [name, value] of [
    ['refusing', 'perhaps'],
    ['portal', 'yes'],
    ['cutsWithin', 'many'],
    ['__proto__', 'on'],
    ['toString', 'on'],
    ['notice', ''],
  ] as const)
    expect([name, throwSwitch(switches, name, value)]).toEqual([name, false])
})
