// A thousand Suket with photo and QR in one batch against pdf-lib writing a thousand blank one-page files (issue: speed).
import { mkdirSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { PDFDocument } from 'pdf-lib'
import { issueSuket } from '../../src/core/suket/index.ts'
import { suketPdf } from '../../src/core/suket/pdf.ts'
import { recorded, samplePerson } from '../../src/core/suket/testing/recorded.ts'
import { openTestStation, type TestStation } from '../../src/core/testing/index.ts'
import { type BenchResult, result } from './result.ts'

const LETTERS = 1000
const RATIO = 4
const MEMORY_MB = 100
/** What threads and caches take at first is no growth. */
const WARM = 100

async function letters(open: TestStation): Promise<string[]> {
  const ids: string[] = []
  for (let n = 1; n <= LETTERS; n++) {
    const person = samplePerson(1 + (n % 8))
    const nik = person.nik.slice(0, 12) + String(n).padStart(4, '0')
    ids.push((await issueSuket(open.station, await recorded(open, { ...person, nik }))).id)
  }
  return ids
}

async function blanks(folder: string): Promise<number> {
  const began = performance.now()
  for (let n = 0; n < LETTERS; n++) {
    const pdf = await PDFDocument.create()
    pdf.addPage()
    await writeFile(join(folder, `${n}.pdf`), await pdf.save())
  }
  return performance.now() - began
}

interface Batch {
  readonly ms: number
  /** From after the first letters to the most. */
  readonly grown: number
}

/** Two in hand, as a batch that is saved has it: one is drawn while another is written. */
async function batch(open: TestStation, ids: readonly string[], folder: string): Promise<Batch> {
  const left = ids.entries()
  let done = 0
  let base = 0
  let most = 0
  const began = performance.now()
  const worker = async () => {
    for (const [n, id] of left) {
      await writeFile(join(folder, `${n}.pdf`), await suketPdf(open.station, id))
      done++
      if (done === WARM) base = process.memoryUsage.rss()
      else if (done > WARM && done % 20 === 0) most = Math.max(most, process.memoryUsage.rss())
    }
  }
  await Promise.all([worker(), worker()])
  return { ms: performance.now() - began, grown: (most - base) / 2 ** 20 }
}

/** Blanks, letters, blanks again, in the same minute; the peer is the mean of both. */
export async function benchSuket(): Promise<BenchResult[]> {
  const open = await openTestStation()
  try {
    const [theirs, ours] = [join(open.folder, 'blank'), join(open.folder, 'letters')]
    mkdirSync(theirs)
    mkdirSync(ours)
    const ids = await letters(open)
    await suketPdf(open.station, ids[0]!)
    const before = await blanks(theirs)
    const { ms, grown } = await batch(open, ids, ours)
    const peer = (before + (await blanks(theirs))) / 2
    const each = `${(ms / LETTERS).toFixed(1)} ms a letter, ${(peer / LETTERS).toFixed(1)} ms a blank file`
    return [
      result(`${LETTERS} Suket / ${LETTERS} blank files of pdf-lib`, ms / peer, RATIO, each),
      result(
        'memory grown in the batch / 100 MB',
        grown / MEMORY_MB,
        1,
        `${grown.toFixed(0)} MB after the first ${WARM}`,
      ),
    ]
  } finally {
    await open.close()
  }
}
