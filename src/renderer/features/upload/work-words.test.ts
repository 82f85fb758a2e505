import { expect, it } from 'vitest'
import { isDamageHere, workWordsOf } from './work-words.ts'

it('speaks of the packet: of what the site said, of a key, or of the file here', () => {
  const words = [
    'PACKET-CONFLICT',
    'TRUST-REVOKED',
    'SIGNATURE-BAD',
    'FILE-MISSING',
    'PACKET-HASH',
    'PACKET-INNER-OUTER',
  ]
  expect(words.map(workWordsOf)).toEqual(['PACKET-CONFLICT', 'TRUST', 'TRUST', 'missing', 'damaged', 'other'])
  // What became of a bag on its way is nothing against the packet.
  expect(['BAG-DAMAGED', 'BAG-MISSING', 'BAG-FETCH', 'KUNCI-TAK-DIKENAL'].map(workWordsOf)).toEqual([
    'carried',
    'carried',
    'bag',
    'other',
  ])
  // The catalogue speaks of these as they are.
  expect(['UPLOAD-STUCK', 'RECEIPT-SERIAL'].map(workWordsOf)).toEqual([undefined, undefined])
  expect([...words, 'UPLOAD-STUCK'].filter(isDamageHere)).toEqual(['FILE-MISSING', 'PACKET-HASH'])
})
