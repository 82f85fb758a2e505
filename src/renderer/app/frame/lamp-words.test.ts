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
    lastCommitAt: null,
    lastSequence: 0,
    packets: 0,
    behind: 0,
    level: null,
    running: null,
    checking: null,
    checkedAt: null,
    problem: null,
    notes: [],
    ...more,
  }
}

function status(...disks: Disk[]): BackupStatus {
  return {
    recordings: 97,
    onceOnly: 0,
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

describe('deskLamp', () => {
  it('is safe only when every recording is on a mounted desk disk', () => {
    expect(deskLamp(status(disk({})))).toEqual({ meaning: 'aman', word: 'lamp.deskSafe', here: 97, all: 97 })
    expect(deskLamp(status(disk({ behind: 7 })))).toMatchObject({ meaning: 'menunggu', here: 90 })
  })

  it('does not take a rotation disk for the desk disk', () => {
    expect(deskLamp(status(disk({ kind: 'rotation' }))).word).toBe('lamp.deskNone')
  })

  it('is a danger when the disk is away while something is missing on it, or in trouble', () => {
    expect(deskLamp(status(disk({ mount: null, behind: 1 })))).toMatchObject({
      meaning: 'bahaya',
      word: 'lamp.deskAway',
    })
    expect(deskLamp(status(disk({ mount: null })))).toMatchObject({ meaning: 'menunggu' })
    expect(deskLamp(status(disk({ problem: 'BACKUP-READBACK' })))).toMatchObject({ meaning: 'bahaya' })
  })

  it('lets the best desk disk speak', () => {
    expect(deskLamp(status(disk({ mount: null, behind: 97 }), disk({}))).word).toBe('lamp.deskSafe')
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
