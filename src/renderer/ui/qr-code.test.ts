import { expect, it } from 'vitest'
import { create } from 'qrcode'
import { qrPath } from './qr-code.tsx'

it('draws exactly the dark modules', () => {
  const text = 'RK1:CONTOH:0123456789'
  const { path, modules } = qrPath(text)
  const drawn = new Set<string>()
  for (const [, x, y, length] of path.matchAll(/M(\d+) (\d+)h(\d+)v1h-\3z/g)) {
    for (let at = 0; at < Number(length); at++) drawn.add(`${Number(x) + at},${y}`)
  }
  const truth = create(text, { errorCorrectionLevel: 'M' }).modules
  expect(modules).toBe(truth.size)
  for (let y = 0; y < modules; y++) {
    for (let x = 0; x < modules; x++) expect(drawn.has(`${x},${y}`)).toBe(truth.get(y, x) === 1)
  }
})
