import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { Fault, faultOfErrno, isFault } from './fault.ts'

const errno = (code: string) => Object.assign(new Error(code), { code })

describe('Fault', () => {
  it('carries code, params and cause, and names them in its message', () => {
    const cause = new Error('below')
    const fault = new Fault('ROOM-WHAT', { id: 'A1', bytes: 3 }, { cause })
    expect(fault).toBeInstanceOf(Error)
    expect([fault.name, fault.code, fault.params, fault.cause]).toEqual([
      'Fault',
      'ROOM-WHAT',
      { id: 'A1', bytes: 3 },
      cause,
    ])
    expect(fault.message).toBe('ROOM-WHAT (id=A1, bytes=3)')
    expect(new Fault('ROOM-WHAT').message).toBe('ROOM-WHAT')
  })

  it('is told from other errors, and by its code', () => {
    expect(isFault(new Fault('A'))).toBe(true)
    expect(isFault(new Fault('A'), 'A')).toBe(true)
    expect(isFault(new Fault('A'), 'B')).toBe(false)
    expect(isFault(errno('A'), 'A')).toBe(false)
    expect(isFault(undefined)).toBe(false)
  })
})

describe('faultOfErrno', () => {
  it.each([
    ['ENOSPC', 'DISK-FULL'],
    ['EDQUOT', 'DISK-FULL'],
    ['EROFS', 'DISK-READONLY'],
    ['EACCES', 'DISK-READONLY'],
    ['ENOTCONN', 'DISK-GONE'],
    ['ENODEV', 'DISK-GONE'],
    ['ENXIO', 'DISK-GONE'],
    ['EIO', 'DISK-IO'],
    ['EEXIST', 'FILE-EXISTS'],
    ['ENOENT', 'FILE-MISSING'],
    ['EFBIG', 'FILE-TOO-LARGE'],
    ['EMFILE', 'FILE-IO'],
  ])('%s becomes %s', (name, code) => {
    const e = errno(name)
    const fault = faultOfErrno(e, 'write', '/disk/a')
    expect(fault.code).toBe(code)
    expect(fault.params).toEqual({ op: 'write', path: '/disk/a', errno: name })
    expect(fault.cause).toBe(e)
  })

  it('maps what Node really throws', () => {
    let thrown: unknown
    try {
      readFileSync('/no/such/file')
    } catch (e) {
      thrown = e
    }
    expect(faultOfErrno(thrown, 'read', '/no/such/file').code).toBe('FILE-MISSING')
  })

  it('leaves a Fault as it is, and names what is no system error', () => {
    const fault = new Fault('AGE-DAMAGED')
    expect(faultOfErrno(fault, 'read', 'x')).toBe(fault)
    for (const other of ['text', errno('ERR_INVALID_ARG_TYPE'), errno('constructor'), new Error('x')])
      expect(faultOfErrno(other, 'read', 'x')).toMatchObject({
        code: 'FILE-IO',
        params: { errno: 'UNKNOWN' },
      })
  })
})
