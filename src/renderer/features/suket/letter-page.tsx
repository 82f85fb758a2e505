import { useQuery } from '@tanstack/react-query'
import { useNavigate, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { orpc } from '../../orpc.ts'
import { ActButton } from '../../ui/act-button.tsx'
import { formatDay } from '../../ui/day.ts'
import form from '../../ui/form.module.css'
import { useShortcuts } from '../../ui/keys/keys.tsx'
import { NikText } from '../../ui/nik-text.tsx'
import { Page } from '../../ui/page.tsx'
import { PdfPreview } from '../../ui/pdf/pdf-preview.tsx'
import { PrintDialog } from '../../ui/print/print-dialog.tsx'
import { PrintState } from '../../ui/print/print-state.tsx'
import { RefusalPanel } from '../../ui/refusal-panel.tsx'
import { useInstant } from '../../ui/zone-context.tsx'
import { LetterActs } from './letter-acts.tsx'
import { LetterHistory } from './letter-history.tsx'
import classes from './letter-page.module.css'
import { SuketState } from '../../ui/letter/suket-state.tsx'

/** One letter: as it is on paper, how it gets there, what the register says about it, and what can be done to it. */
export function LetterPage() {
  const { t } = useTranslation()
  const instant = useInstant()
  const navigate = useNavigate()
  const { id } = useParams({ from: '/suket/$id' })
  const letter = useQuery(orpc.suket.show.queryOptions({ input: { id } }))
  const [printing, setPrinting] = useState(false)
  const shown = letter.data
  const mayPrint = shown?.acts.includes('reprint') ?? false
  const words = t(shown?.paperAt ? 'print.again' : 'print.open')
  const back = () => void navigate({ to: '/suket' })
  const open = () => setPrinting(true)
  useShortcuts([
    { key: 'Ctrl+P', label: words, run: open, enabled: mayPrint },
    { key: 'Escape', label: t('suket.back'), run: back },
  ])
  return (
    <Page
      title={shown?.number ?? t('suket.title')}
      tools={
        <ActButton hint="Escape" onClick={back}>
          {t('suket.back')}
        </ActButton>
      }
      primary={
        <ActButton variant="filled" hint="Ctrl+P" disabled={!mayPrint} onClick={open}>
          {words}
        </ActButton>
      }
    >
      <RefusalPanel error={letter.error} />
      {shown ? (
        <div className={classes.halves}>
          <div className={classes.facts}>
            <h2>{shown.name}</h2>
            <dl className={form.facts}>
              <dt>NIK</dt>
              <dd>
                <NikText nik={shown.nik} />
              </dd>
              <dt>{t('suket.state')}</dt>
              <dd>
                <SuketState state={shown.state} />
              </dd>
              <dt>{t('suket.issued')}</dt>
              <dd>{instant(shown.issuedAt)}</dd>
              <dt>{t('suket.expires')}</dt>
              <dd>{formatDay(shown.expiresOn)}</dd>
              {shown.signer ? (
                <>
                  <dt>{t('suket.signer')}</dt>
                  <dd>
                    {shown.signer.title}, {t(`suket.signs.${shown.signer.signs}`)}
                  </dd>
                </>
              ) : null}
              <dt>{t('suket.onPaper')}</dt>
              <dd>{shown.paperAt ? instant(shown.paperAt) : t('suket.notOnPaper')}</dd>
            </dl>
            <PrintState suket={id} />
            <LetterActs letter={shown} />
            <LetterHistory id={id} />
          </div>
          {/* The paper of a letter may change with its print: the same bytes are asked for again. */}
          <PdfPreview
            key={shown.paper}
            url={shown.pdfUrl}
            label={t('suket.preview', { number: shown.number })}
          />
        </div>
      ) : null}
      {printing && shown ? (
        <PrintDialog
          what={{ letters: [shown], paper: shown.paper, again: shown.paperAt !== null }}
          onClose={() => setPrinting(false)}
        />
      ) : null}
    </Page>
  )
}
