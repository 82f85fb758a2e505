/** Worker of the page: reads QR codes from pictures that anybody may have made. It may die of one; read-qr.ts starts another. */
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader'
import reader from 'zxing-wasm/reader/zxing_reader.wasm?url'
import type { QrAnswer, QrRequest } from './read-qr.ts'

/** Sharper than this, a whole page gives nothing more, and memory is what a hostile picture asks for. */
const LONGEST_SIDE = 3200

// The reader's own module from the program's files; it would fetch it from a network.
prepareZXingModule({ overrides: { locateFile: () => reader } })

async function textsIn(picture: Blob | ImageBitmap): Promise<string[]> {
  const bitmap = picture instanceof Blob ? await createImageBitmap(picture) : picture
  const scale = Math.min(1, LONGEST_SIDE / Math.max(bitmap.width, bitmap.height))
  const width = Math.max(1, Math.round(bitmap.width * scale))
  const height = Math.max(1, Math.round(bitmap.height * scale))
  const canvas = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true })
  if (!canvas) throw new Error('no canvas')
  canvas.drawImage(bitmap, 0, 0, width, height)
  bitmap.close()
  const pixels = canvas.getImageData(0, 0, width, height)
  const found = await readBarcodes(pixels, { formats: ['QRCode'], tryHarder: true, maxNumberOfSymbols: 8 })
  return found.filter(({ isValid }) => isValid).map(({ text }) => text)
}

const answer = (said: QrAnswer) => postMessage(said)

addEventListener('message', ({ data: { id, picture } }: MessageEvent<QrRequest>) => {
  textsIn(picture).then(
    (texts) => answer({ id, texts }),
    () => answer({ id, texts: null }),
  )
})
