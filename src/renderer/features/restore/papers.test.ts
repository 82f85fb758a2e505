import { expect, test } from 'vitest'
import { addPapers } from './papers.ts'

const A = 'REKAM1ABC:/+ 9'
const B = 'REKAM1XYZ'

test('a scanned line is added once, pasted ones line by line, and what is no proof is counted', () => {
  expect(addPapers([], A)).toEqual({ papers: [A], added: 1, refused: 0 })
  expect(addPapers([A], `${A}\r\n\n  ${B} \nHC1:SUKET`)).toEqual({ papers: [A, B], added: 1, refused: 1 })
})

test('nothing and too much add nothing', () => {
  expect(addPapers([A], ' \n')).toEqual({ papers: [A], added: 0, refused: 0 })
  expect(addPapers([], `REKAM1${'A'.repeat(1000)}`)).toEqual({ papers: [], added: 0, refused: 1 })
  const full = Array.from({ length: 5000 }, (_, n) => `REKAM1${n}`)
  expect(addPapers(full, A)).toMatchObject({ added: 0, refused: 0 })
})
