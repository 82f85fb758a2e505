import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { orpc } from '../../../orpc.ts'
import { ActButton } from '../../../ui/act-button.tsx'
import { formatDay } from '../../../ui/day.ts'
import form from '../../../ui/form.module.css'
import { useShortcuts } from '../../../ui/keys/keys.tsx'
import { lazyPart } from '../../../ui/lazy-part.tsx'
import { PrintDialog } from '../../../ui/print/print-dialog.tsx'
import { PrintState } from '../../../ui/print/print-state.tsx'
import { RefusalPanel } from '../../../ui/refusal-panel.tsx'
import { useAct } from '../../../ui/use-act.ts'
import classes from './suket-card.module.css'

/** Fetched when there is a letter to show: the reader is the largest thing on any page. */
const PdfPreview = lazyPart<{ url: string; label: string }>(
  async () => (await import('../../../ui/pdf/pdf-preview.tsx')).PdfPreview,
)

/** The resident's Suket: issued once by one key, then its number, its page, and the file to print. */
export function SuketCard({ recording }: { recording: string }) {
  const { t } = useTranslation()
  const queries = useQueryClient()
  const there = useQuery(orpc.suket.ofRecording.queryOptions({ input: { recording } }))
  const issue = useAct({
    ...orpc.suket.issue.mutationOptions(),
    onSuccess: (letter) => {
      queries.setQueryData(orpc.suket.ofRecording.queryKey({ input: { recording } }), letter)
    },
  })
  const [printing, setPrinting] = useState(false)
  const letter = there.data ?? null

  const issueNow = () => issue.run({ recording })
  const mayPrint = letter?.acts.includes('reprint') ?? false
  const printNow = () => setPrinting(true)
  const printWords = t(letter?.paperAt ? 'print.again' : 'print.open')
  useShortcuts([
    letter
      ? { key: 'Ctrl+P', label: printWords, run: printNow, enabled: mayPrint }
      : {
          key: 'F9',
          label: t('enrolment.suket.issue'),
          run: issueNow,
          enabled: there.isSuccess && !issue.pending,
        },
  ])
  return (
    <section
      className={classes.card}
      data-letter={letter ? true : undefined}
      aria-label={t('enrolment.suket.title')}
    >
      <div className={classes.words}>
        <h2>{t('enrolment.suket.title')}</h2>
        {letter ? (
          <>
            <strong className={classes.number}>{letter.number}</strong>
            <dl className={form.facts}>
              <dt>{t('enrolment.suket.issued')}</dt>
              <dd>{formatDay(letter.issuedOn)}</dd>
              <dt>{t('enrolment.suket.expires')}</dt>
              <dd>{formatDay(letter.expiresOn)}</dd>
            </dl>
            <div>
              <ActButton hint="Ctrl+P" disabled={!mayPrint} onClick={printNow}>
                {printWords}
              </ActButton>
            </div>
            <PrintState suket={letter.id} />
          </>
        ) : (
          <>
            <p>{t('enrolment.suket.text')}</p>
            <div>
              <ActButton hint="F9" disabled={!there.isSuccess} pending={issue.pending} onClick={issueNow}>
                {t('enrolment.suket.issue')}
              </ActButton>
            </div>
          </>
        )}
        <RefusalPanel error={there.error ?? issue.error} />
      </div>
      {letter ? <PdfPreview key={letter.paper} url={letter.pdfUrl} label={letter.number} /> : null}
      {printing && letter ? (
        <PrintDialog
          what={{ letters: [letter], paper: letter.paper, again: letter.paperAt !== null }}
          onClose={() => setPrinting(false)}
        />
      ) : null}
    </section>
  )
}
