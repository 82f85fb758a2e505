import { describe, expect, it } from 'vitest'
import type { Disk, Reminder } from '../../../contract/backup.ts'
import { completeness, headline, likelyKind, nextLabel, phaseWord, readingWord } from './disk-words.ts'

const disk = { kind: 'desk', lastCommitAt: '2017-03-17T06:00:00.000Z', behind: 0, unproven: 0 } as Disk
const reminders: Reminder[] = []
const lastVerifiedAt = '2017-03-17T06:00:00.000Z'

describe('headline', () => {
  it('is a danger as long as one recording exists once', () => {
    expect(headline({ recordings: 97, onceOnly: 1, disks: [disk], lastVerifiedAt, reminders })).toEqual({
      meaning: 'bahaya',
      word: 'onceOnly',
    })
    expect(headline({ recordings: 97, onceOnly: 97, disks: [], lastVerifiedAt, reminders }).word).toBe(
      'noDisk',
    )
    expect(headline({ recordings: 97, onceOnly: 0, disks: [disk], lastVerifiedAt, reminders })).toEqual({
      meaning: 'aman',
      word: 'safe',
    })
  })

  it('calls nothing safe that was never read back', () => {
    expect(headline({ recordings: 97, onceOnly: 0, disks: [disk], lastVerifiedAt: null, reminders })).toEqual(
      {
        meaning: 'menunggu',
        word: 'unproven',
      },
    )
  })

  it('never says of a packet whose file is missing that it is on this computer', () => {
    const absent: Reminder = { code: 'absent', grade: 'said', days: 0, disk: null, packets: 1 }
    const word = (onceOnly: number) =>
      headline({ recordings: 97, onceOnly, disks: [disk], lastVerifiedAt, reminders: [absent] })
    expect(word(1)).toEqual({ meaning: 'bahaya', word: 'oneCopy' })
    expect(word(0)).toEqual({ meaning: 'menunggu', word: 'missing' })
  })

  it('is not green before the first recording, with or without a disk', () => {
    for (const disks of [[], [disk]])
      expect(headline({ recordings: 0, onceOnly: 0, disks, lastVerifiedAt, reminders })).toEqual({
        meaning: 'menunggu',
        word: 'none',
      })
  })
})

describe('a disk', () => {
  it('is complete only after a commit that lacks nothing', () => {
    expect(completeness({ ...disk, lastCommitAt: null }).word).toBe('neverRun')
    expect(completeness({ ...disk, behind: 2 })).toEqual({ meaning: 'menunggu', word: 'behind' })
    expect(completeness(disk)).toEqual({ meaning: 'aman', word: 'complete' })
    expect(completeness({ ...disk, unproven: 3 })).toEqual({ meaning: 'menunggu', word: 'unproven' })
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
