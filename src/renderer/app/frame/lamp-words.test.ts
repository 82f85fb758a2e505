import { describe, expect, it } from 'vitest'
import type { BackupStatus, Disk } from '../../../contract/backup.ts'
import type { UploadStatus } from '../../../contract/upload.ts'
import { centreLamp, copyLamp, deskLamp } from './lamp-words.ts'

function disk(more: Partial<Disk>): Disk {
  return {
    id: '0'.repeat(26),
    label: 'Disk A',
    kind: 'desk',
    colour: 'blue',
    place: '',
    holder: '',
    dueOn: null,
    mount: '/media/a',
    free: 60e9,
    bytes: 64e9,
    lastCommitAt: null,
    lastSequence: 0,
    packets: 0,
    behind: 0,
    left: 0,
    unproven: 0,
    level: 'L1',
    running: null,
    checking: null,
    checkedAt: null,
    problem: null,
    unread: null,
    notes: [],
    ...more,
  }
}

function status(...disks: Disk[]): BackupStatus {
  return {
    recordings: 97,
    left: 0,
    onceOnly: 0,
    onceOnlyPeople: 0,
    oldestOnceOnly: null,
    lastVerifiedAt: null,
    disks,
    lost: [],
    alarms: [],
    reminders: [],
    drives: [],
    dayClose: '15:30',
  }
}

/** A state of the best desk disk. */
const DESK = {
  none: [],
  'rotation alone': [disk({ kind: 'rotation' })],
  away: [disk({ mount: null })],
  'away, behind': [disk({ mount: null, behind: 7 })],
  'away, unproven': [disk({ mount: null, unproven: 7 })],
  trouble: [disk({ problem: 'BACKUP-READBACK', behind: 7 })],
  behind: [disk({ behind: 7, unproven: 2 })],
  // Only written (an NTFS or FUSE disk), or read back longer ago than the policy's days.
  written: [disk({ unproven: 97, level: 'L0' })],
  aged: [disk({ unproven: 90 })],
  proven: [disk({})],
  'one away, one proven': [disk({ mount: null, behind: 97 }), disk({})],
  'one behind, one proven': [disk({ behind: 97 }), disk({})],
} as const

describe('deskLamp', () => {
  it.each<[keyof typeof DESK, number, string, string, number?]>([
    ['none', 0, 'menunggu', 'lamp.deskNone', 0],
    ['none', 5, 'bahaya', 'lamp.onceHere', 0],
    ['rotation alone', 0, 'menunggu', 'lamp.deskNone', 0],
    ['rotation alone', 5, 'bahaya', 'lamp.onceHere', 0],
    ['away', 0, 'menunggu', 'lamp.deskAway'],
    ['away', 5, 'bahaya', 'lamp.deskAwayOnce'],
    ['away, behind', 0, 'menunggu', 'lamp.deskAway', 90],
    ['away, behind', 5, 'bahaya', 'lamp.deskAwayOnce', 90],
    ['away, unproven', 0, 'menunggu', 'lamp.deskAway', 90],
    ['away, unproven', 5, 'bahaya', 'lamp.deskAwayOnce', 90],
    ['trouble', 0, 'bahaya', 'lamp.deskTrouble', 90],
    ['trouble', 5, 'bahaya', 'lamp.deskTroubleOnce', 90],
    ['behind', 0, 'menunggu', 'lamp.deskBehind', 88],
    ['behind', 5, 'menunggu', 'lamp.deskBehind', 88],
    ['written', 0, 'menunggu', 'lamp.deskUnproven', 0],
    ['written', 5, 'menunggu', 'lamp.deskUnproven', 0],
    ['aged', 0, 'menunggu', 'lamp.deskUnproven', 7],
    ['aged', 5, 'menunggu', 'lamp.deskUnproven', 7],
    ['proven', 0, 'aman', 'lamp.deskSafe'],
    // Their files are missing on this computer: what is on the disk alone is not safe either.
    ['proven', 5, 'bahaya', 'lamp.onceHere'],
    ['one away, one proven', 0, 'aman', 'lamp.deskSafe'],
    ['one behind, one proven', 0, 'aman', 'lamp.deskSafe'],
  ])('desk disk %s, %i people exist once: %s, %s', (state, people, meaning, word, here = 97) => {
    const lamp = deskLamp({ ...status(...DESK[state]), onceOnly: people, onceOnlyPeople: people })
    const says = ['lamp.onceHere', 'lamp.deskAwayOnce', 'lamp.deskTroubleOnce'].includes(word)
    const once = says ? { once: { word: 'lamp.onceHere', people } } : {}
    expect(lamp).toEqual({ meaning, word, here, all: 97, ...once })
  })

  it.each([
    ['no disk', [], 'menunggu', 'lamp.deskNone'],
    ['a sound disk', [disk({})], 'menunggu', 'lamp.deskEmpty'],
    [
      'a disk that can prove nothing',
      [disk({ notes: ['unprovable', 'exec'] })],
      'menunggu',
      'lamp.deskUnprovable',
    ],
    ['on this system no disk can', [disk({ notes: ['unprovable-here'] })], 'menunggu', 'lamp.deskUnprovable'],
    ['one of each', [disk({ notes: ['unprovable'] }), disk({})], 'menunggu', 'lamp.deskEmpty'],
    ['a disk in trouble', [disk({ problem: 'DISK-IO' })], 'bahaya', 'lamp.deskTrouble'],
    ['a disk that is away', [disk({ mount: null })], 'menunggu', 'lamp.deskAway'],
  ] as const)('nothing recorded, %s: never green', (_, disks, meaning, word) => {
    expect(deskLamp({ ...status(...disks), recordings: 0 })).toEqual({ meaning, word, here: 0, all: 0 })
  })

  it('does not count what left this computer by the rule as being on a disk that never held it', () => {
    const left = (more: Partial<Disk>) => deskLamp(status(disk({ left: 60, ...more })))
    expect(left({})).toEqual({ meaning: 'aman', word: 'lamp.deskSafe', here: 37, all: 37 })
    expect(left({ behind: 7, unproven: 3 })).toMatchObject({ here: 27, all: 37 })
    expect(left({ mount: null })).toMatchObject({ here: 37, all: 37 })
    // Nothing is on it, and nothing can come there: not green.
    expect(left({ left: 97 })).toEqual({ meaning: 'menunggu', word: 'lamp.deskEmpty', here: 0, all: 0 })
  })

  it('does not say "on this computer" of people whose files are missing here', () => {
    const absent = { code: 'absent', grade: 'said', days: 0, disk: null, packets: 5 } as const
    const missed = { onceOnly: 5, onceOnlyPeople: 5, reminders: [absent] }
    expect(deskLamp({ ...status(disk({})), ...missed })).toMatchObject({ word: 'lamp.oncePlace' })
    expect(deskLamp({ ...status(disk({ mount: null })), ...missed })).toMatchObject({
      word: 'lamp.deskAwayOnce',
      once: { word: 'lamp.oncePlace', people: 5 },
    })
  })
})

describe('copyLamp', () => {
  const now = Date.parse('2026-11-26T02:00:00.000Z')
  const at = (days: number) => new Date(now - days * 86_400_000).toISOString()
  const remind = (grade: 'said' | 'urgent' | 'danger') =>
    ({ code: 'due', grade, days: 3, disk: 'A' }) as const

  it('says how long ago, and is fine only while nothing is urgent', () => {
    const fresh = { ...status(), lastVerifiedAt: at(0.5) }
    expect(copyLamp(fresh, now)).toMatchObject({ meaning: 'aman', word: 'lamp.copyToday' })
    expect(copyLamp({ ...fresh, reminders: [remind('said')] }, now).meaning).toBe('aman')
    expect(copyLamp({ ...fresh, reminders: [remind('urgent')] }, now).meaning).toBe('menunggu')
    expect(copyLamp({ ...fresh, reminders: [remind('danger')] }, now).meaning).toBe('bahaya')
    expect(copyLamp({ ...fresh, lastVerifiedAt: at(3.2) }, now)).toMatchObject({
      meaning: 'menunggu',
      word: 'lamp.copyDays',
      days: 3,
    })
    expect(copyLamp(status(), now)).toMatchObject({ meaning: 'menunggu', word: 'lamp.copyNone' })
  })

  it('lets an alarm come before all', () => {
    const id = '0'.repeat(26)
    const alarm = {
      id,
      disk: id,
      label: 'A',
      at: at(0),
      kind: 'missing',
      volumes: ['x'],
      packets: 1,
    } as const
    expect(
      copyLamp({ ...status(), lastVerifiedAt: at(0), alarms: [{ ...alarm, volumes: ['x'] }] }, now),
    ).toMatchObject({
      meaning: 'bahaya',
      word: 'lamp.copyAlarm',
    })
  })
})

describe('centreLamp', () => {
  const lamp = (states: readonly UploadStatus['sites'][number]['state'][], due = false) =>
    centreLamp({
      sites: states.map((state, n) => ({
        code: n === 0 ? 'mmu' : 'batam',
        name: 'Pusat data',
        state,
        since: null,
        notice: null,
        trouble: null,
        nextProbeAt: null,
        heardAt: null,
      })),
      proposal: due ? { since: '2026-11-23T00:00:00Z', hours: 24 } : null,
    })

  it('names every site with what it does; sites that do the same stand together', () => {
    expect(lamp(['refusing', 'open'])).toEqual({
      meaning: 'aman',
      groups: [
        { names: 'MMU', state: 'refusing' },
        { names: 'Batam', state: 'open' },
      ],
      due: false,
    })
    expect(lamp(['refusing', 'refusing']).groups).toEqual([{ names: 'MMU, Batam', state: 'refusing' }])
  })

  it('a site that answers is not said to be untried, and is no green', () => {
    const site = { name: '', since: null, notice: null, trouble: null, nextProbeAt: null }
    const sites = [
      { ...site, code: 'mmu', state: 'unknown', heardAt: '2026-11-23T00:00:00Z' },
      { ...site, code: 'batam', state: 'unknown', heardAt: null },
    ] as const
    expect(centreLamp({ sites: [...sites], proposal: null })).toMatchObject({
      meaning: 'menunggu',
      groups: [
        { names: 'MMU', state: 'heard' },
        { names: 'Batam', state: 'unknown' },
      ],
    })
  })

  it('never calls being offline a danger, and asks for a decision when the station proposes one', () => {
    for (const states of [
      ['refusing', 'unreachable'],
      ['unreachable', 'unknown'],
      ['unknown'],
      [],
    ] as const) {
      expect(lamp(states).meaning).toBe('menunggu')
    }
    expect(lamp(['refusing', 'unreachable'], true)).toMatchObject({ meaning: 'ganda', due: true })
  })
})
