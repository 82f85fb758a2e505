import { Modal } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { DocumentKind } from '../../../../contract/enrolment.ts'
import { orpc } from '../../../orpc.ts'
import { ActButton } from '../../../ui/act-button.tsx'
import { useLanguage } from '../../../i18n/use-language.ts'
import { formatBytes } from '../../../ui/amount.ts'
import form from '../../../ui/form.module.css'
import { useShortcuts } from '../../../ui/keys/keys.tsx'
import { RefusalPanel } from '../../../ui/refusal-panel.tsx'
import { useAct } from '../../../ui/use-act.ts'
import { useDraft, useTakeDraft } from '../guide/draft-context.tsx'
import classes from './documents.module.css'

interface ScansDialogProps {
  readonly kind: DocumentKind
  readonly onClose: () => void
  readonly onTaken: () => void
  /** A PDF is looked at before it is taken. */
  readonly onPdf: (name: string) => void
}

/** What lies in the scanner's folder, newest first; Enter takes one. A scan that comes in while this is open appears by itself. */
export function ScansDialog({ kind, onClose, onTaken, onPdf }: ScansDialogProps) {
  const { t } = useTranslation()
  const language = useLanguage()
  const { draft } = useDraft()
  const take = useTakeDraft()
  const scans = useQuery(orpc.enrolment.scans.queryOptions({ input: {}, refetchInterval: 2000 }))
  const choose = useAct(orpc.settings.choosePath.mutationOptions())
  const remember = useAct({
    ...orpc.enrolment.chooseScanFolder.mutationOptions(),
    onSuccess: () => void scans.refetch(),
  })
  const takeScan = useAct({ ...orpc.enrolment.takeScan.mutationOptions(), onSuccess: take })
  const chooseFolder = () =>
    choose.run({ kind: 'folder' }, ({ path }) => path !== null && remember.run({ path }))
  const { folder = null, files = [] } = scans.data ?? {}
  const takeOne = (name: string) => {
    if (/\.pdf$/i.test(name)) {
      onClose()
      onPdf(name)
      return
    }
    takeScan.run({ id: draft.id, kind, name }, () => {
      onTaken()
      onClose()
    })
  }
  useShortcuts(
    [
      { key: 'Escape', label: t('ui.back'), run: onClose },
      { key: 'F9', label: t('enrolment.documents.folder'), run: chooseFolder },
    ],
    'dialog',
  )
  return (
    <Modal
      opened
      size="lg"
      onClose={onClose}
      title={t('enrolment.documents.scannerTitle', { kind: t(`enrolment.documents.kinds.${kind}`) })}
    >
      <div className={form.column}>
        <p className={form.quiet}>{folder ?? t('enrolment.documents.noFolder')}</p>
        <RefusalPanel error={scans.error ?? choose.error ?? remember.error ?? takeScan.error} />
        {folder !== null && files.length === 0 ? <p>{t('enrolment.documents.noScans')}</p> : null}
        <ul className={classes.scans}>
          {files.map(({ name, bytes }, index) => (
            <li key={name}>
              <button
                type="button"
                className={classes.item}
                data-autofocus={index === 0 || undefined}
                onClick={() => takeOne(name)}
              >
                <span>
                  <strong>{name}</strong>
                  <small>{formatBytes(bytes, language)}</small>
                </span>
              </button>
            </li>
          ))}
        </ul>
        <div className={form.foot}>
          <ActButton hint="Escape" onClick={onClose}>
            {t('ui.back')}
          </ActButton>
          <ActButton hint="F9" pending={choose.pending || remember.pending} onClick={chooseFolder}>
            {t('enrolment.documents.folder')}
          </ActButton>
        </div>
      </div>
    </Modal>
  )
}
