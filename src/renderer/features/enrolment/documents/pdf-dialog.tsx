import { Modal } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { KeptPages } from '../../../../contract/documents.ts'
import { client } from '../../../rpc.ts'
import { ActButton } from '../../../ui/act-button.tsx'
import form from '../../../ui/form.module.css'
import { useShortcuts } from '../../../ui/keys/keys.tsx'
import { RefusalPanel } from '../../../ui/refusal-panel.tsx'
import { StatusWord } from '../../../ui/status-word.tsx'
import { Waiting } from '../../../ui/waiting.tsx'
import classes from './documents.module.css'
import {
  keptPages,
  nextUnseen,
  openPages,
  type PdfPages,
  showPage,
  togglePage,
  turnPage,
} from './pdf-pages.ts'

/** A PDF that was chosen: a file, or the name of one in the scanner's folder. */
export type ChosenPdf = { readonly file: File } | { readonly name: string }

interface PdfDialogProps {
  readonly chosen: ChosenPdf
  readonly title: string
  readonly pending: boolean
  readonly error: unknown
  readonly onClose: () => void
  readonly onKeep: (pages: KeptPages) => void
}

/** The pages of a PDF one by one, drawn by the core where a crafted file can do no harm; kept once each was seen. */
export function PdfDialog({ chosen, onClose, ...rest }: PdfDialogProps) {
  const [key] = useState(() => crypto.randomUUID())
  const drawn = useQuery({
    queryKey: ['enrolment', 'drawn', key],
    queryFn: async () => {
      const { pages } = await client.enrolment.drawDocument(chosen)
      return Promise.all(pages.map(addressOf))
    },
    gcTime: 0,
  })
  const pages = drawn.data
  return (
    <Modal opened size="auto" onClose={onClose} title={rest.title}>
      <div className={form.column}>
        <RefusalPanel error={drawn.error} />
        {drawn.isPending ? <Waiting rows={12} /> : null}
        {pages ? <Pages urls={pages} onClose={onClose} {...rest} /> : <NoPages onClose={onClose} />}
      </div>
    </Modal>
  )
}

/** A picture as an address that needs nothing to be let go of. */
function addressOf(picture: Blob): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader()
    reader.addEventListener('loadend', () =>
      typeof reader.result === 'string'
        ? resolve(reader.result)
        : reject(new Error('a drawn page cannot be read')),
    )
    reader.readAsDataURL(picture)
  })
}

/** Nothing to see yet, or nothing that can be shown. */
function NoPages({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation()
  useShortcuts([{ key: 'Escape', label: t('ui.back'), run: onClose }], 'dialog')
  return (
    <div className={form.foot}>
      <ActButton hint="Escape" autoFocus onClick={onClose}>
        {t('ui.back')}
      </ActButton>
    </div>
  )
}

function Pages({
  urls,
  pending,
  error,
  onClose,
  onKeep,
}: Omit<PdfDialogProps, 'chosen' | 'title'> & { urls: readonly string[] }) {
  const { t } = useTranslation()
  const [pages, setPages] = useState<PdfPages>(() => openPages(urls.length))
  const { at, count, turns, dropped } = pages
  const unseen = nextUnseen(pages)
  const kept = keptPages(pages)
  const go = () => {
    if (unseen !== null) setPages(showPage(pages, unseen))
    else if (kept !== null) onKeep(kept)
  }
  const turn = () => setPages(turnPage(pages))
  const toggle = () => setPages(togglePage(pages))
  const isDropped = dropped.has(at)
  const dropWord = t(isDropped ? 'enrolment.documents.pdf.putBack' : 'enrolment.documents.pdf.drop')
  const goWord = t(unseen === null ? 'enrolment.documents.pdf.keep' : 'enrolment.documents.pdf.next')
  useShortcuts(
    [
      { key: 'Escape', label: t('ui.back'), run: onClose, enabled: !pending },
      { key: 'F10', label: goWord, run: go, enabled: !pending },
      { key: 'R', label: t('enrolment.documents.turn'), run: turn },
      { key: 'Delete', label: dropWord, run: toggle },
      {
        key: 'PageDown',
        label: t('enrolment.documents.pdf.next'),
        run: () => setPages(showPage(pages, at + 1)),
      },
      {
        key: 'PageUp',
        label: t('enrolment.documents.pdf.before'),
        run: () => setPages(showPage(pages, at - 1)),
      },
    ],
    'dialog',
  )
  return (
    <>
      <div className={classes.pdfPage} data-dropped={isDropped || undefined}>
        <img
          src={urls[at] ?? ''}
          alt={t('enrolment.documents.pdf.at', { at: at + 1, count })}
          style={{ rotate: `${(turns.get(at) ?? 0) * 90}deg` }}
        />
      </div>
      <div className={classes.pdfState} role="status">
        <strong>{t('enrolment.documents.pdf.at', { at: at + 1, count })}</strong>
        {isDropped ? <StatusWord meaning="menunggu" word={t('enrolment.documents.pdf.dropped')} /> : null}
        {kept === null ? <StatusWord meaning="bahaya" word={t('enrolment.documents.pdf.nothing')} /> : null}
      </div>
      <RefusalPanel error={error} />
      <div className={form.foot}>
        <ActButton hint="Escape" disabled={pending} onClick={onClose}>
          {t('ui.back')}
        </ActButton>
        <ActButton hint="R" onClick={turn}>
          {t('enrolment.documents.turn')}
        </ActButton>
        <ActButton hint="Delete" onClick={toggle}>
          {dropWord}
        </ActButton>
        <ActButton
          variant="filled"
          hint="F10"
          autoFocus
          disabled={unseen === null && kept === null}
          pending={pending}
          onClick={go}
        >
          {goWord}
        </ActButton>
      </div>
    </>
  )
}
