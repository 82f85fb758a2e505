import { describe, expect, it } from 'vitest'
import type { Disk, Reminder } from '../../../contract/backup.ts'
import { completeness, headline, likelyKind, nextLabel, phaseWord, readingWord } from './disk-words.ts'

const disk = {
  kind: 'desk',
  lastCommitAt: '2017-03-17T06:00:00.000Z',
  packets: 97,
  level: 'L1',
  behind: 0,
  left: 0,
  unproven: 0,
  notes: [],
} as Partial<Disk> as Disk
const reminders: Reminder[] = []
const lastVerifiedAt = '2017-03-17T06:00:00.000Z'

const all = { recordings: 97, left: 0, onceOnly: 0, disks: [disk], lastVerifiedAt, reminders }

describe('headline', () => {
  it('is a danger as long as one recording exists once', () => {
    expect(headline({ ...all, onceOnly: 1 })).toEqual({ meaning: 'bahaya', word: 'onceOnly' })
    expect(headline({ ...all, onceOnly: 97, disks: [] }).word).toBe('noDisk')
    expect(headline(all)).toEqual({ meaning: 'aman', word: 'safe' })
  })

  it('calls nothing safe that was never read back', () => {
    expect(headline({ ...all, lastVerifiedAt: null })).toEqual({ meaning: 'menunggu', word: 'unproven' })
  })

  it('never says of a packet whose file is missing that it is on this computer', () => {
    const absent: Reminder = { code: 'absent', grade: 'said', days: 0, disk: null, packets: 1 }
    const word = (onceOnly: number) => headline({ ...all, onceOnly, reminders: [absent] })
    expect(word(1)).toEqual({ meaning: 'bahaya', word: 'oneCopy' })
    expect(word(0)).toEqual({ meaning: 'menunggu', word: 'missing' })
  })

  it('never says of what left this computer, or of what no disk has, that it is here and on a disk', () => {
    expect(headline({ ...all, left: 60 })).toEqual({ meaning: 'aman', word: 'kept' })
    // A new disk: what the centre has is not on it yet.
    expect(headline({ ...all, disks: [{ ...disk, behind: 90 }] })).toEqual({ meaning: 'aman', word: 'kept' })
    expect(headline({ ...all, disks: [{ ...disk, behind: 90 }, disk] }).word).toBe('safe')
    for (const disks of [[], [{ ...disk, behind: 97 }], [{ ...disk, left: 97 }]])
      expect(headline({ ...all, disks, lastVerifiedAt: null })).toEqual({
        meaning: 'menunggu',
        word: 'received',
      })
  })

  it('is not green before the first recording, with or without a disk', () => {
    for (const disks of [[], [disk]])
      expect(headline({ ...all, recordings: 0, disks })).toEqual({ meaning: 'menunggu', word: 'none' })
  })
})

describe('a disk', () => {
  it('is complete only after a commit that lacks nothing', () => {
    expect(completeness({ ...disk, lastCommitAt: null }).word).toBe('neverRun')
    expect(completeness({ ...disk, behind: 2 })).toEqual({ meaning: 'menunggu', word: 'behind' })
    expect(completeness(disk)).toEqual({ meaning: 'aman', word: 'complete' })
    expect(completeness({ ...disk, unproven: 3, level: 'L0' })).toEqual({
      meaning: 'menunggu',
      word: 'unproven',
    })
    // All of it was read back once, longer ago than the policy's days.
    for (const level of ['L1', 'L2'] as const)
      expect(completeness({ ...disk, unproven: 3, level })).toEqual({ meaning: 'menunggu', word: 'stale' })
  })

  it('is not green while no recording is on it, and says so where no copy can ever be proven', () => {
    const empty = { ...disk, packets: 0 }
    expect(completeness(empty)).toEqual({ meaning: 'menunggu', word: 'empty' })
    for (const note of ['unprovable', 'unprovable-driver', 'unprovable-here'] as const)
      expect(completeness({ ...empty, notes: ['exec', note] })).toEqual({
        meaning: 'menunggu',
        word: 'unprovable',
      })
    // What left this computer by the rule never comes there.
    expect(completeness({ ...empty, left: 97 }).word).toBe('empty')
    expect(completeness({ ...disk, packets: 37, left: 60 })).toEqual({ meaning: 'aman', word: 'allHere' })
  })

  it('is offered the next letter', () => {
    expect(nextLabel([])).toBe('Disk A')
    expect(nextLabel(['disk a ', 'Disk C'])).toBe('Disk B')
  })

  it('is the desk disk when there is none', () => {
    expect(likelyKind([])).toBe('desk')
    expect(likelyKind([disk])).toBe('rotation')
  })

  it('says what a run does; a phase that is not known yet is a beginning', () => {
    expect(['start', 'write', 'read-back', 'paused', 'another'].map(phaseWord)).toEqual([
      'start',
      'write',
      'readBack',
      'paused',
      'start',
    ])
  })
})

it('says whether everything or what is due is read, and that it waits for a recording', () => {
  const work = { done: 1, total: 2 }
  expect(readingWord(null)).toBe('backup.verifying')
  expect(readingWord({ ...work, phase: 'verify-all' })).toBe('backup.verifying')
  expect(readingWord({ ...work, phase: 'verify' })).toBe('backup.checking')
  expect(readingWord({ ...work, phase: 'paused' })).toBe('backup.checkingPaused')
})
