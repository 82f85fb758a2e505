import { expect, test } from 'vitest'
import type { EmptyProof } from '../../contract/restore.ts'
import { emptyLines } from './empty.ts'

const proof = {
  disks: [{ label: 'DISK A', packets: 1, level: 'L1' }],
  digest: 'aa',
  confirm: 'KOSONGKAN A',
} as Partial<EmptyProof> as EmptyProof

test('what is proven before a computer is emptied is said in the language that was asked for', () => {
  expect(emptyLines(proof, null, 'id')).toEqual([
    'DISK A: 1 rekaman, terbaca kembali dari medianya',
    'SHA-256 aa',
    'Belum ada yang dihapus. Ulangi dengan --confirm "KOSONGKAN A" --out BERKAS.pdf',
  ])
  expect(emptyLines(proof, null, 'en')).toEqual([
    'DISK A: 1 recording, read back from the medium',
    'SHA-256 aa',
    'Nothing was deleted yet. Repeat with --confirm "KOSONGKAN A" --out FILE.pdf',
  ])
  const emptied = { report: '/r.pdf', receipt: '/r.json' } as Parameters<typeof emptyLines>[1]
  expect(emptyLines(proof, emptied, 'en').slice(2)).toEqual([
    'This computer was emptied. The record: /r.pdf',
    'Receipt: /r.json',
  ])
})
