import { expect, it } from 'vitest'
import { typedApplication, wholeApplication } from './typed-application.ts'

it('is whole at once for whoever lives here, and from outside once all of it is said', () => {
  expect(wholeApplication(typedApplication(null))).toEqual({ purpose: 'new' })
  const begun = typedApplication(null, 'outside')
  expect(wholeApplication(begun)).toBeNull()
  const said = { ...begun, home: '52.71', source: 'kk', collection: 'home' } as const
  expect(wholeApplication({ ...said, source: '' })).toBeNull()
  const whole = { purpose: 'outside', home: '52.71', source: 'kk', collection: 'home' }
  expect(wholeApplication(said)).toEqual(whole)
  // What was said of a home far away is no part of an application without one.
  expect(wholeApplication({ ...said, purpose: 'lost' })).toEqual({ purpose: 'lost' })
})

it('begins with what is noted rather than with what the number was drawn for', () => {
  expect(typedApplication({ purpose: 'lost' }, 'outside').purpose).toBe('lost')
})
