import { describe, expect, it } from 'vitest'
import { restoreSourceSchema } from '../../../contract/restore.ts'
import { addDisk, EMPTY_SOURCE, sourceInput, stationsNamed, wrongInSource } from './source.ts'

describe('addDisk', () => {
  it('adds a mount once and never an empty one', () => {
    expect(addDisk([], ' /media/a ')).toEqual(['/media/a'])
    expect(addDisk(['/media/a'], '/media/a')).toEqual(['/media/a'])
    expect(addDisk(['/media/a'], '  ')).toEqual(['/media/a'])
  })

  it('stops at the eight that the contract takes', () => {
    const eight = Array.from({ length: 8 }, (_, index) => `/media/${index}`)
    expect(addDisk(eight, '/media/x')).toHaveLength(8)
  })
})

const filled = { ...EMPTY_SOURCE, disks: ['/media/a'], trust: ' /root.pub ', passphrase: 'x' }

describe('wrongInSource', () => {
  it('says what is missing in the order of the form', () => {
    expect(wrongInSource(EMPTY_SOURCE)).toEqual(['disks', 'trust', 'passphrase'])
    expect(wrongInSource({ ...EMPTY_SOURCE, way: 'identity' })).toEqual([
      'disks',
      'trust',
      'identity',
      'passphrase',
    ])
  })

  it('takes an old password as it is, and a new one only long and twice', () => {
    expect(wrongInSource(filled)).toEqual([])
    const recovered = {
      ...filled,
      way: 'identity' as const,
      identity: '/recovery.txt',
      passphrase: 'rahasia baru',
    }
    expect(wrongInSource({ ...recovered, again: 'rahasia lain' })).toEqual(['again'])
    expect(wrongInSource({ ...recovered, again: 'rahasia baru' })).toEqual([])
  })
})

it('gives the contract what it wants, and nothing that was typed for the other way', () => {
  const typed = { ...filled, identity: '/recovery.txt' }
  expect(sourceInput(typed)).toEqual({ disks: ['/media/a'], trust: '/root.pub', passphrase: 'x' })
  const other = sourceInput({ ...typed, way: 'identity', station: '5272-01-A' })
  expect(other).toMatchObject({ identity: '/recovery.txt', station: '5272-01-A' })
  for (const input of [sourceInput(typed), other])
    expect(restoreSourceSchema.safeParse(input).success).toBe(true)
})

it('reads the stations of a refusal', () => {
  expect(stationsNamed('5272-01-A, 5272-01-B')).toEqual(['5272-01-A', '5272-01-B'])
  expect(stationsNamed(null)).toEqual([])
})
