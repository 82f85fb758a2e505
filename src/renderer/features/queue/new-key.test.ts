import { expect, it } from 'vitest'
import { idSchema } from '../../../contract/ids.ts'
import { newKey } from './new-key.ts'

it('makes ids as the contract wants them, each another', () => {
  const keys = Array.from({ length: 200 }, newKey)
  for (const key of keys) expect(idSchema.safeParse(key).success).toBe(true)
  expect(new Set(keys).size).toBe(200)
})
