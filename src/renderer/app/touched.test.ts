import { expect, it } from 'vitest'
import { topicSchema } from '../../contract/board.ts'
import { contract } from '../../contract/contract.ts'
import { roomsTouchedBy } from './touched.ts'

it('names only rooms of the contract, the topic first and the board always', () => {
  for (const topic of topicSchema.options) {
    const rooms = roomsTouchedBy(topic)
    expect(rooms[0]).toBe(topic)
    expect(rooms).toContain('board')
    for (const room of rooms) expect(Object.keys(contract)).toContain(room)
  }
})
