import { VisuallyHidden } from '@mantine/core'
import type { PDFPageProxy } from 'pdfjs-dist/legacy/build/pdf.mjs'
import { useEffect, useRef, useState } from 'react'
import { RefusalPanel } from '../refusal-panel.tsx'
import { Waiting } from '../waiting.tsx'
import { type OpenPdf, openPdf, wordsOf } from './pdf-document.ts'
import classes from './pdf-preview.module.css'

/** A PDF of the core as it will be on paper, as wide as its place allows. */
export function PdfPreview({ url, label }: { url: string; label: string }) {
  const stage = useRef<HTMLDivElement>(null)
  const [width, setWidth] = useState(0)
  const [pdf, setPdf] = useState<OpenPdf | null>(null)
  const [error, setError] = useState<unknown>(null)

  useEffect(() => {
    const stop = new AbortController()
    let open: OpenPdf | null = null
    const show = async () => {
      try {
        open = await openPdf(url, stop.signal)
        if (stop.signal.aborted) open.close()
        else setPdf(open)
      } catch (refused) {
        if (!stop.signal.aborted) setError(refused)
      }
    }
    void show()
    return () => {
      stop.abort()
      open?.close()
      setPdf(null)
      setError(null)
    }
  }, [url])

  useEffect(() => {
    const place = stage.current
    if (!place) return undefined
    const watch = new ResizeObserver(([entry]) => entry && setWidth(Math.floor(entry.contentRect.width)))
    watch.observe(place)
    return () => watch.disconnect()
  }, [])

  return (
    <div ref={stage} className={classes.stage} role="document" aria-label={label} tabIndex={0}>
      <RefusalPanel error={error} />
      {pdf === null && error === null ? <Waiting rows={12} /> : null}
      {pdf && width > 0
        ? pdf.pages.map((page) => <PdfPage key={page.pageNumber} page={page} width={width} />)
        : null}
    </div>
  )
}

/** Sharper than this only costs memory. */
const MOST_PIXELS_PER_POINT = 3

function PdfPage({ page, width }: { page: PDFPageProxy; width: number }) {
  const canvas = useRef<HTMLCanvasElement>(null)
  const [words, setWords] = useState('')
  useEffect(() => {
    const paper = canvas.current
    if (!paper) return undefined
    const natural = page.getViewport({ scale: 1 })
    const shown = Math.min(width, natural.width * 1.5)
    const sharp = Math.min((shown / natural.width) * window.devicePixelRatio, MOST_PIXELS_PER_POINT)
    const viewport = page.getViewport({ scale: sharp })
    paper.width = Math.floor(viewport.width)
    paper.height = Math.floor(viewport.height)
    paper.style.width = `${shown}px`
    const task = page.render({ canvasContext: paper.getContext('2d')!, viewport })
    task.promise.then(
      () => void wordsOf(page).then(setWords),
      (cause: unknown) => {
        if (!(cause instanceof Error && cause.name === 'RenderingCancelledException')) throw cause
      },
    )
    return () => task.cancel()
  }, [page, width])
  return (
    <>
      <canvas ref={canvas} className={classes.page} aria-hidden />
      <VisuallyHidden>{words}</VisuallyHidden>
    </>
  )
}
