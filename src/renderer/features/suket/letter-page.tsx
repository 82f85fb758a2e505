import { notifications } from '@mantine/notifications'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useParams } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { orpc } from '../../orpc.ts'
import { ActButton } from '../../ui/act-button.tsx'
import { formatDay } from '../../ui/day.ts'
import form from '../../ui/form.module.css'
import { useShortcuts } from '../../ui/keys/keys.tsx'
import { NikText } from '../../ui/nik-text.tsx'
import { Page } from '../../ui/page.tsx'
import { PdfPreview } from '../../ui/pdf/pdf-preview.tsx'
import { RefusalPanel } from '../../ui/refusal-panel.tsx'
import { useAct } from '../../ui/use-act.ts'
import { useInstant } from '../../ui/zone-context.tsx'
import classes from './letter-page.module.css'
import { SuketState } from './suket-state.tsx'
import { fileNameOf, withPdf } from './suket-words.ts'

/** One letter: as it is on paper, what the register says about it, and its file. */
export function LetterPage() {
  const { t } = useTranslation()
  const instant = useInstant()
  const navigate = useNavigate()
  const { id } = useParams({ from: '/suket/$id' })
  const letter = useQuery(orpc.suket.show.queryOptions({ input: { id } }))
  const choose = useAct(orpc.settings.choosePath.mutationOptions())
  const save = useAct(orpc.suket.save.mutationOptions())
  const shown = letter.data
  const back = () => void navigate({ to: '/suket' })
  const keep = () => {
    if (!shown) return
    choose.run({ kind: 'save', suggested: fileNameOf(shown.number) }, ({ path }) => {
      if (path === null) return
      save.run({ id, path: withPdf(path) }, () => notifications.show({ message: t('suket.saved') }))
    })
  }
  useShortcuts([
    { key: 'Ctrl+P', label: t('suket.save'), run: keep, enabled: shown !== undefined },
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
        <ActButton
          variant="filled"
          hint="Ctrl+P"
          disabled={!shown}
          pending={choose.pending || save.pending}
          onClick={keep}
        >
          {t('suket.save')}
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
            </dl>
            <RefusalPanel error={choose.error} onDismiss={choose.dismiss} />
            <RefusalPanel error={save.error} onDismiss={save.dismiss} />
            <p className={form.quiet}>{t('suket.printLater')}</p>
            <ActButton
              onClick={() =>
                void navigate({ to: '/enrolment/recording/$id', params: { id: shown.recording } })
              }
            >
              {t('suket.recording')}
            </ActButton>
          </div>
          <PdfPreview url={shown.pdfUrl} label={t('suket.preview', { number: shown.number })} />
        </div>
      ) : null}
    </Page>
  )
}
