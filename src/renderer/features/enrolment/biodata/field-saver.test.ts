import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { FieldSaver } from './field-saver.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

/** A disk that answers when it is told to. */
function slowDisk() {
  const sent: Record<string, string>[] = []
  const answers: { done: () => void; fail: (why: Error) => void }[] = []
  const send = (fields: Record<string, string>) =>
    new Promise<void>((done, fail) => {
      sent.push(fields)
      answers.push({ done, fail })
    })
  return { sent, answers, send }
}

describe('FieldSaver', () => {
  it('sends a field once it stands still, with its last value', async () => {
    const { sent, answers, send } = slowDisk()
    const saver = new FieldSaver(send, 400)
    saver.change('nama', 'C')
    await vi.advanceTimersByTimeAsync(399)
    saver.change('nama', 'CO')
    await vi.advanceTimersByTimeAsync(399)
    expect(sent).toEqual([])
    await vi.advanceTimersByTimeAsync(1)
    expect(sent).toEqual([{ nama: 'CO' }])
    expect(saver.state().fields).toEqual({ nama: 'saving' })
    answers[0]?.done()
    await vi.advanceTimersByTimeAsync(0)
    expect(saver.state()).toEqual({ fields: { nama: 'saved' }, error: null })
  })

  it('never overtakes itself: what is typed during a save goes after it', async () => {
    const { sent, answers, send } = slowDisk()
    const saver = new FieldSaver(send)
    saver.change('nama', 'A')
    const first = saver.flush()
    saver.change('nama', 'AB')
    const second = saver.flush()
    await vi.advanceTimersByTimeAsync(0)
    expect(sent).toEqual([{ nama: 'A' }])
    answers[0]?.done()
    await first
    // the older answer does not call the newer text saved
    expect(saver.state().fields['nama']).toBe('saving')
    await vi.advanceTimersByTimeAsync(0)
    expect(sent).toEqual([{ nama: 'A' }, { nama: 'AB' }])
    answers[1]?.done()
    expect(await second).toBe(true)
    expect(saver.state().fields['nama']).toBe('saved')
  })

  it('keeps what could not be saved and sends it again with the next change', async () => {
    const { sent, answers, send } = slowDisk()
    const saver = new FieldSaver(send)
    saver.change('nama', 'A')
    const flushed = saver.flush()
    await vi.advanceTimersByTimeAsync(0)
    const why = new Error('disk full')
    answers[0]?.fail(why)
    expect(await flushed).toBe(false)
    expect(saver.state()).toEqual({ fields: { nama: 'failed' }, error: why })

    saver.change('rt', '001')
    const again = saver.flush()
    await vi.advanceTimersByTimeAsync(0)
    expect(sent[1]).toEqual({ nama: 'A', rt: '001' })
    answers[1]?.done()
    expect(await again).toBe(true)
    expect(saver.state()).toEqual({ fields: { nama: 'saved', rt: 'saved' }, error: null })
  })

  it('does not put an old failed value over a newer one', async () => {
    const { sent, answers, send } = slowDisk()
    const saver = new FieldSaver(send)
    saver.change('nama', 'OLD')
    const flushed = saver.flush()
    await vi.advanceTimersByTimeAsync(0)
    saver.change('nama', 'NEW')
    answers[0]?.fail(new Error('gone'))
    await flushed
    const again = saver.flush()
    await vi.advanceTimersByTimeAsync(0)
    expect(sent.at(-1)).toEqual({ nama: 'NEW' })
    answers[1]?.done()
    await again
  })

  it('has nothing to do when nothing changed', async () => {
    const { sent, send } = slowDisk()
    expect(await new FieldSaver(send).flush()).toBe(true)
    expect(sent).toEqual([])
  })
})
