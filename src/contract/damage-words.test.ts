import { expect, test } from 'vitest'
import { damageWords, problemWords } from './damage-words.ts'

test.each([
  ['sha256', 'isinya berubah', 'its contents changed'],
  ['FILE-MISSING (op=open, path=/media/S0000001.TAR)', 'berkasnya tidak ada', 'the file is not there'],
  ['DISK-IO (op=read, errno=EIO)', 'tidak terbaca dari disk', 'it cannot be read from the disk'],
  ['SIGNATURE-UNTRUSTED (key=1)', 'tanda tangannya tidak cocok', 'its signature does not match'],
  ['folder cannot be read', 'foldernya tidak terbaca', 'the folder cannot be read'],
  ['packet 01jc', 'satu paket di dalamnya rusak', 'a packet in it is damaged'],
  ['4096 bytes unreadable', 'tidak terbaca dari disk', 'it cannot be read from the disk'],
  ['row 3 missing from index i', 'rusak', 'it is damaged'],
  ['', 'rusak', 'it is damaged'],
])('the reason %j is said in both languages, without its code', (why, id, en) => {
  expect(damageWords(why)).toEqual({ id, en })
})

test('where the code says more than its reason, it speaks', () => {
  expect(problemWords({ code: 'COMMIT-COPY', why: 'one of the two statements is damaged' }).id).toBe(
    'satu dari dua catatannya rusak; yang lain masih utuh',
  )
  expect(problemWords({ code: 'COMMIT-CHAIN', why: 'sequence' }).en).toBe(
    'the chain of statements is broken here',
  )
  expect(problemWords({ code: 'VOLUME-CORRUPT', why: 'count' }).en).toBe(
    'the number of recordings in it does not match',
  )
})
