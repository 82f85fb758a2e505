import { expect, test } from 'vitest'
import type { Topic } from '../../contract/board.ts'
import { watchTopics } from './watch.ts'

/** A station that only tells of changes. */
function teller() {
  const listeners = new Set<(topic: Topic) => void>()
  return {
    listeners,
    tell: (topic: Topic) => {
      for (const listener of listeners) listener(topic)
    },
    onChange(listener: (topic: Topic) => void) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

test('many changes of a moment are one event per topic', async () => {
  const station = teller()
  const events = watchTopics(station, undefined, 20)
  const first = events.next()
  for (let i = 0; i < 100; i++) station.tell(i % 2 ? 'enrolment' : 'suket')
  expect(await first).toEqual({ done: false, value: { topic: 'suket' } })
  expect(await events.next()).toEqual({ done: false, value: { topic: 'enrolment' } })
  const later = events.next()
  station.tell('backup')
  expect(await later).toEqual({ done: false, value: { topic: 'backup' } })
  await events.return()
  expect(station.listeners.size).toBe(0)
})

test('what changes while nobody reads is told when they read', async () => {
  const station = teller()
  const events = watchTopics(station, undefined, 1)
  const first = events.next()
  station.tell('enrolment')
  await first
  station.tell('upload')
  station.tell('enrolment')
  await new Promise((resolve) => setTimeout(resolve, 20))
  expect((await events.next()).value).toEqual({ topic: 'upload' })
  expect((await events.next()).value).toEqual({ topic: 'enrolment' })
  await events.return()
})

test('what changes between the question and the first reading is told', async () => {
  const station = teller()
  const events = watchTopics(station, undefined, 1)
  station.tell('export')
  expect((await events.next()).value).toEqual({ topic: 'export' })
  await events.return()
})

test('an aborted page ends the watch and leaves no listener behind', async () => {
  const station = teller()
  const gone = new AbortController()
  const events = watchTopics(station, gone.signal, 5)
  const next = events.next()
  gone.abort()
  expect(await next).toEqual({ done: true, value: undefined })
  expect(station.listeners.size).toBe(0)
})

test('a page that goes before it read anything leaves no listener behind', async () => {
  const station = teller()
  const gone = new AbortController()
  watchTopics(station, gone.signal, 5)
  expect(station.listeners.size).toBe(1)
  gone.abort()
  expect(station.listeners.size).toBe(0)
  const late = watchTopics(station, gone.signal, 5)
  expect(await late.next()).toEqual({ done: true, value: undefined })
})
