import { expect, it } from 'vitest'
import { sampleDraft } from '../testing/sample-draft.ts'
import { callBackOrder, isDue } from './call-back.ts'

const parked = (id: string, callOn: string | null) =>
  sampleDraft({
    id,
    parked: { reason: 'anak lelah', phone: '', callOn, at: '2026-11-23T01:00:00.000Z', by: 'operator' },
  })

it('puts who is to be called first, the longest due before the others, and leaves the rest as it was', () => {
  const drafts = [
    sampleDraft({ id: 'open' }),
    parked('later', '2026-11-26'),
    parked('today', '2026-11-25'),
    parked('nobody', null),
    parked('yesterday', '2026-11-24'),
  ]
  const order = callBackOrder(drafts, '2026-11-25').map(({ id }) => id)
  expect(order).toEqual(['yesterday', 'today', 'open', 'later', 'nobody'])
  expect(drafts.filter((draft) => isDue(draft, '2026-11-25'))).toHaveLength(2)
})
