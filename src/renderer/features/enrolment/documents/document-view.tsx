import { NumberInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { RecordedDocument } from '../../../../contract/enrolment.ts'
import { ActButton } from '../../../ui/act-button.tsx'
import { useShortcuts } from '../../../ui/keys/keys.tsx'
import { lazyPart } from '../../../ui/lazy-part.tsx'
import classes from './documents.module.css'
import { RemoveDialog } from './remove-dialog.tsx'
import type { Documents } from './use-documents.ts'

const PdfPreview = lazyPart<{ url: string; label: string }>(
  async () => (await import('../../../ui/pdf/pdf-preview.tsx')).PdfPreview,
)

interface DocumentViewProps {
  readonly document: RecordedDocument
  readonly documents: Documents
}

/** One paper as large as it can be; turned by R, taken away by Delete. Of a PDF a single page may be meant. */
export function DocumentView({ document, documents }: DocumentViewProps) {
  const { t } = useTranslation()
  const [page, setPage] = useState<number | null>(null)
  const [removing, setRemoving] = useState(false)
  const { id, kind, media, pages, url } = document
  const label = t(`enrolment.documents.kinds.${kind}`)
  const meant = { id: documents.draft, document: id, ...(page === null ? {} : { page }) }
  const turn = () => documents.turn.run({ ...meant, turn: 90 })
  useShortcuts([
    { key: 'R', label: t('enrolment.documents.turn'), run: turn },
    { key: 'Delete', label: t('enrolment.documents.remove'), run: () => setRemoving(true) },
  ])
  return (
    <section className={classes.view} aria-label={label}>
      <div className={classes.paper}>
        {media === 'application/pdf' ? (
          <PdfPreview key={url} url={url} label={label} />
        ) : (
          <img src={url} alt={label} />
        )}
      </div>
      <div className={classes.acts}>
        {pages > 1 ? (
          <NumberInput
            aria-label={t('enrolment.documents.page')}
            placeholder={t('enrolment.documents.allPages')}
            min={1}
            max={pages}
            w={160}
            value={page ?? ''}
            onChange={(value) => setPage(typeof value === 'number' ? value : null)}
          />
        ) : null}
        <ActButton hint="R" pending={documents.turn.pending} onClick={turn}>
          {t('enrolment.documents.turn')}
        </ActButton>
        <ActButton hint="Delete" pending={documents.remove.pending} onClick={() => setRemoving(true)}>
          {t('enrolment.documents.remove')}
        </ActButton>
      </div>
      {removing ? (
        <RemoveDialog
          name={page === null ? label : `${label}, ${t('enrolment.documents.page')} ${page}`}
          onClose={() => setRemoving(false)}
          onRemove={() => {
            setRemoving(false)
            setPage(null)
            documents.remove.run(meant)
          }}
        />
      ) : null}
    </section>
  )
}
