import { describe, expect, it } from 'vitest'
import { FINGER_SLOTS, IRIS_SLOTS } from '../guide/steps.ts'
import { slotOfFile } from './slot-names.ts'

describe('slotOfFile', () => {
  it('knows every slot by its own name', () => {
    for (const slot of FINGER_SLOTS) expect(slotOfFile(`${slot}.png`, FINGER_SLOTS)).toBe(slot)
    for (const slot of IRIS_SLOTS) expect(slotOfFile(`${slot}.jpg`, IRIS_SLOTS)).toBe(slot)
  })

  it.each([
    ['Telunjuk Kanan.PNG', 'finger-right-index'],
    ['kiri_jempol.jpg', 'finger-left-thumb'],
    ['left-ring-500ppi.png', 'finger-left-ring'],
  ])('reads %s', (name, slot) => expect(slotOfFile(name, FINGER_SLOTS)).toBe(slot))

  it('does not guess', () => {
    expect(slotOfFile('IMG_0001.png', FINGER_SLOTS)).toBeNull()
    expect(slotOfFile('index.png', FINGER_SLOTS)).toBeNull()
    expect(slotOfFile('kanan.png', FINGER_SLOTS)).toBeNull()
    expect(slotOfFile('right-middling.png', FINGER_SLOTS)).toBeNull()
  })

  it('takes an index finger for the second capture where only those are asked for', () => {
    expect(slotOfFile('right-index.png', ['second-right-index', 'second-left-index'])).toBe(
      'second-right-index',
    )
  })
})
