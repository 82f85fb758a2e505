import { describe, expect, it } from 'vitest'
import { gainSourceSchema, restoreSourceSchema } from '../../../contract/restore.ts'
import {
  addDisk,
  chosenDisks,
  curedByOthers,
  EMPTY_SOURCE,
  gainInput,
  sharesLacking,
  sourceInput,
  stationsNamed,
  wrongInKeys,
  wrongInPlaces,
} from './source.ts'

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

const drive = (mount: string, ...stations: string[]) => ({
  mount,
  name: mount,
  fs: 'exfat',
  bytes: 1,
  stations,
  lastAt: null,
})

describe('chosenDisks', () => {
  const found = [drive('/media/a', '5272-01-A'), drive('/media/b')]

  it('takes drives with backups by itself, and each place once', () => {
    expect(chosenDisks(EMPTY_SOURCE, found)).toEqual(['/media/a'])
    expect(chosenDisks({ ...EMPTY_SOURCE, disks: ['/media/a', '/srv/copy'] }, found)).toEqual([
      '/media/a',
      '/srv/copy',
    ])
  })

  it('follows what a person put on or off', () => {
    const picked = { '/media/a': false, '/media/b': true, '/media/gone': true }
    expect(chosenDisks({ ...EMPTY_SOURCE, picked }, found)).toEqual(['/media/b'])
  })
})

const disks = ['/media/a']
const filled = { ...EMPTY_SOURCE, trust: ' /root.pub ', passphrase: 'x' }

it('wants a disk or the drive of the old computer', () => {
  expect(wrongInPlaces([], EMPTY_SOURCE)).toEqual(['disks'])
  expect(wrongInPlaces(disks, EMPTY_SOURCE)).toEqual([])
  expect(wrongInPlaces([], { ...EMPTY_SOURCE, drive: '/mnt/old' })).toEqual([])
})

describe('wrongInKeys', () => {
  it('says what is missing in the order of the form', () => {
    expect(wrongInKeys(EMPTY_SOURCE)).toEqual(['trust', 'passphrase'])
    expect(wrongInKeys({ ...EMPTY_SOURCE, way: 'identity' })).toEqual(['trust', 'identity', 'passphrase'])
  })

  it('takes an old password as it is, and a new one only long and twice', () => {
    expect(wrongInKeys(filled)).toEqual([])
    const recovered = {
      ...filled,
      way: 'identity' as const,
      identity: '/recovery.txt',
      passphrase: 'rahasia baru',
    }
    expect(wrongInKeys({ ...recovered, again: 'rahasia lain' })).toEqual(['again'])
    expect(wrongInKeys({ ...recovered, again: 'rahasia baru' })).toEqual([])
  })
})

it('wants as many shares as the first of them says, and gives the contract their paths alone', () => {
  const form = { ...filled, way: 'shares' as const, passphrase: 'rahasia baru', again: 'rahasia baru' }
  expect(wrongInKeys(form)).toEqual(['shares'])
  const two = { ...form, shares: ['/a', '/b'], gathered: { numbers: [2, 5], of: 5, needs: 3 } }
  expect(sharesLacking(two)).toBe(1)
  expect(wrongInKeys(two)).toEqual(['shares'])
  const three = { ...two, shares: ['/a', '/b', '/c'], gathered: { numbers: [2, 5, 1], of: 5, needs: 3 } }
  expect(wrongInKeys(three)).toEqual([])
  const input = sourceInput({ ...three, identity: '/recovery.txt' }, disks)
  expect(input).toEqual({ disks, trust: '/root.pub', passphrase: 'rahasia baru', shares: ['/a', '/b', '/c'] })
  expect(restoreSourceSchema.safeParse(input).success).toBe(true)
})

it('gives the contract what it wants, and nothing that was typed for the other way', () => {
  const typed = { ...filled, identity: '/recovery.txt' }
  expect(sourceInput(typed, disks)).toEqual({ disks, trust: '/root.pub', passphrase: 'x' })
  const more = { drive: '/mnt/old', papers: ['REKAM1A'], certificates: '/CERTS.JSN', station: '5272-01-A' }
  const other = sourceInput({ ...typed, ...more, way: 'identity' }, disks)
  expect(other).toMatchObject({ ...more, identity: '/recovery.txt' })
  for (const input of [sourceInput(typed, disks), other])
    expect(restoreSourceSchema.safeParse(input).success).toBe(true)
})

it('asks a living station for no root, and for a password only where one was typed', () => {
  expect(gainInput({ ...EMPTY_SOURCE, trust: '/root.pub' }, disks)).toEqual({ disks })
  const typed = { ...EMPTY_SOURCE, drive: '/mnt/old', passphrase: 'x' }
  expect(gainInput(typed, [])).toEqual({ disks: [], drive: '/mnt/old', passphrase: 'x' })
  expect(gainSourceSchema.safeParse(gainInput(typed, [])).success).toBe(true)
  // Where nobody knows the password of the other computer.
  const brought = { ...EMPTY_SOURCE, way: 'shares' as const, shares: ['/mnt/a.txt', '/mnt/b.txt'] }
  expect(gainInput(brought, disks)).toEqual({ disks, shares: ['/mnt/a.txt', '/mnt/b.txt'] })
})

it('reads the stations of a refusal', () => {
  expect(stationsNamed('5272-01-A, 5272-01-B')).toEqual(['5272-01-A', '5272-01-B'])
  expect(stationsNamed(null)).toEqual([])
})

it.each(['RESTORE-NOTHING', 'RESTORE-NO-STATE', 'RESTORE-DRIVE-NOTHING', 'DISK-GONE', 'DISK-IO'])(
  'a restore that was refused with %s offers to choose other sources',
  (code) => {
    expect(curedByOthers(code)).toBe(true)
  },
)

it.each([null, 'RESTORE-PASSPHRASE', 'RESTORE-SEVERAL'])('%s is not cured by other sources', (code) => {
  expect(curedByOthers(code)).toBe(false)
})
