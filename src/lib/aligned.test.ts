import { describe, expect, it } from 'vitest'
import { ALIGNED_BYTES, PAGE_BYTES, pagesAround, sharedPages, withAligned } from './aligned.ts'

describe('withAligned', () => {
  it('lends a megabyte to one at a time, wiped, and lends it again', async () => {
    const [first, second] = await withAligned((a) =>
      withAligned(async (b) => {
        a.fill(1)
        b.fill(2)
        expect(a.every((byte) => byte === 1)).toBe(true)
        return [a, b]
      }),
    )
    expect(first?.length).toBe(ALIGNED_BYTES)
    expect(first).not.toBe(second)
    await withAligned(async (again) => {
      expect([first, second]).toContain(again)
      expect(again.some((byte) => byte !== 0)).toBe(false)
    })
  })

  it('takes it back when the borrower throws', async () => {
    let lent: Buffer | undefined
    const broken = withAligned((buffer) => {
      lent = buffer
      return Promise.reject(new Error('broken'))
    })
    await expect(broken).rejects.toThrow('broken')
    await withAligned(async (again) => expect(again).toBe(lent))
  })
})

describe('pagesAround', () => {
  it('answers the whole pages of memory that lies in them as its place lies in its own', () => {
    const memory = sharedPages(10_000)
    expect(memory.byteLength).toBe(65_536)
    const bytes = new Uint8Array(memory, PAGE_BYTES + 100, 5000)
    const pages = pagesAround(bytes, 7 * PAGE_BYTES + 100)
    expect(pages?.buffer).toBe(memory)
    expect([pages?.byteOffset, pages?.length]).toEqual([PAGE_BYTES, 2 * PAGE_BYTES])
  })

  it('answers nothing for another place, for no bytes, and for memory that is not its own', () => {
    const memory = sharedPages(10_000)
    expect(pagesAround(new Uint8Array(memory, 100, 5000), 101)).toBeUndefined()
    expect(pagesAround(new Uint8Array(memory, 100, 0), 100)).toBeUndefined()
    expect(pagesAround(new Uint8Array(new SharedArrayBuffer(8192), 0, 4096), 0)).toBeUndefined()
  })
})
