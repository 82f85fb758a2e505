import { describe, expect, it } from 'vitest'
import { addDisk, missingInSource } from './source.ts'

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

it('says what is missing in the order of the form', () => {
  expect(missingInSource({ disks: [], trust: ' ', passphrase: '' })).toEqual(['disks', 'trust', 'passphrase'])
  expect(missingInSource({ disks: ['/media/a'], trust: '/root.pub', passphrase: 'x' })).toEqual([])
})
