import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { orpc } from '../../../orpc.ts'
import { lazyPart } from '../../../ui/lazy-part.tsx'
import { PrintDialog } from '../../../ui/print/print-dialog.tsx'
import { RefusalPanel } from '../../../ui/refusal-panel.tsx'
import classes from './suket-card.module.css'
import { SuketFacts } from './suket-facts.tsx'
import { SuketIssue } from './suket-issue.tsx'

/** Fetched when there is a letter to show: the reader is the largest thing on any page. */
const PdfPreview = lazyPart<{ url: string; label: string }>(
  async () => (await import('../../../ui/pdf/pdf-preview.tsx')).PdfPreview,
)

/** States after which the resident can have a letter anew, under a new number; one that expired or ends soon is renewed. */
const OVER: ReadonlySet<string> = new Set(['withdrawn', 'void'])

/** The resident's Suket: issued once with its choices, then its number, its page, and the way to paper. A cancelled recording has its last one alone, if any. */
export function SuketCard({ recording, cancelled = false }: { recording: string; cancelled?: boolean }) {
  const { t } = useTranslation()
  const there = useQuery(orpc.suket.ofRecording.queryOptions({ input: { recording } }))
  // Asked for together with the letter: who presses the key at once is not told to wait for the choices.
  useQuery(orpc.suket.options.queryOptions({ input: {} }))
  const [printing, setPrinting] = useState(false)
  const letter = there.data ?? null
  const over = letter !== null && OVER.has(letter.state)
  if (cancelled && !letter) return null
  return (
    <section
      className={classes.card}
      data-letter={letter ? true : undefined}
      aria-label={t('enrolment.suket.title')}
    >
      <div className={classes.words}>
        <h2>{t('enrolment.suket.title')}</h2>
        {letter ? <SuketFacts letter={letter} onPrint={() => setPrinting(true)} /> : null}
        {there.isSuccess && !cancelled && (letter === null || over) ? (
          <SuketIssue recording={recording} again={over} />
        ) : null}
        <RefusalPanel error={there.error} />
      </div>
      {letter ? (
        <PdfPreview key={`${letter.id}${letter.paper}`} url={letter.pdfUrl} label={letter.number} />
      ) : null}
      {printing && letter ? (
        <PrintDialog
          what={{ letters: [letter], paper: letter.paper, again: letter.paperAt !== null }}
          onClose={() => setPrinting(false)}
        />
      ) : null}
    </section>
  )
}
