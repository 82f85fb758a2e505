/** Drawing by SVG, without any font of the machine: text is outlines of the letters' own font. */
import { readFileSync } from 'node:fs'
import { CompressionType, FilterType, ResizeFilterType, ResizeFit, Transformer } from '@napi-rs/image'
import fontkit from '@pdf-lib/fontkit'

const bold = fontkit.create(readFileSync(new URL('../../resources/fonts/letter-bold.ttf', import.meta.url)))

/** Width and height in pixels, and the SVG. */
export interface Drawing {
  readonly width: number
  readonly height: number
  readonly source: string
}

/** A drawing of `width` x `height` units, `scale` pixels to the unit. */
export function svg(width: number, height: number, scale: number, body: string): Drawing {
  const [w, h] = [width * scale, height * scale]
  const size = `width="${w}" height="${h}" viewBox="0 0 ${width} ${height}"`
  return { width: w, height: h, source: `<svg xmlns="http://www.w3.org/2000/svg" ${size}>${body}</svg>\n` }
}

/** PNG, transparent where nothing is drawn. */
export function png(drawing: Drawing): Buffer {
  return raster(drawing).pngSync({ compressionType: CompressionType.Best, filterType: FilterType.Adaptive })
}

/** JPEG of a drawing that fills its ground; quality 1 to 100. */
export function jpeg(drawing: Drawing, quality: number): Buffer {
  return raster(drawing).jpegSync(quality)
}

/** Four bytes a pixel: red, green, blue, opacity. */
export function pixels(drawing: Drawing): Buffer {
  return raster(drawing).rawPixelsSync()
}

/** The rasteriser doubles a drawing until it has a thousand pixels: it comes down to the size asked for. */
function raster({ source, width, height }: Drawing): Transformer {
  return Transformer.fromSvg(source).resize(width, height, ResizeFilterType.Lanczos3, ResizeFit.Fill)
}

/** Bold text as a path, centred on (x, y) as the middle of its baseline. */
export function text(words: string, x: number, y: number, size: number, attributes: string): string {
  const run = bold.layout(words)
  const scale = size / bold.unitsPerEm
  let pen = 0
  const glyphs = run.glyphs.map((glyph, i) => {
    const at = pen
    pen += run.positions[i]!.xAdvance
    return `<path transform="translate(${at} 0)" d="${glyph.path.toSVG()}"/>`
  })
  const left = x - (pen * scale) / 2
  return `<g transform="translate(${left} ${y}) scale(${scale} ${-scale})" ${attributes}>${glyphs.join('')}</g>`
}
