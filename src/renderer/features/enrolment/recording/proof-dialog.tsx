import { Modal } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { orpc } from '../../../orpc.ts'
import { ActButton } from '../../../ui/act-button.tsx'
import form from '../../../ui/form.module.css'
import { useShortcuts } from '../../../ui/keys/keys.tsx'
import { lazyPart } from '../../../ui/lazy-part.tsx'
import { withPdf } from '../../../ui/print/file-name.ts'
import { RefusalPanel } from '../../../ui/refusal-panel.tsx'
import { useAct } from '../../../ui/use-act.ts'
import { useToast } from '../../../ui/use-toast.ts'
import classes from './recording.module.css'

/** Fetched when there is a paper to show: the reader is the largest thing on any page. */
const PdfPreview = lazyPart<{ url: string; label: string }>(
  async () => (await import('../../../ui/pdf/pdf-preview.tsx')).PdfPreview,
)

/** The proof of recording (bukti perekaman) as it will be on paper: printed, or kept as a file. */
export function ProofDialog({ id, seq, onClose }: { id: string; seq: number; onClose: () => void }) {
  const { t } = useTranslation()
  const toast = useToast()
  const choose = useAct(orpc.settings.choosePath.mutationOptions())
  const save = useAct(orpc.enrolment.saveProof.mutationOptions())
  const print = useAct(orpc.enrolment.printProof.mutationOptions())
  const busy = choose.pending || save.pending || print.pending
  const ended = (message: string) => {
    toast(message)
    onClose()
  }
  const keep = () =>
    choose.run({ kind: 'save', suggested: `Bukti ${seq}.pdf` }, ({ path }) => {
      if (path === null) return
      save.run({ id, path: withPdf(path) }, (done) => ended(t('enrolment.proof.saved', done)))
    })
  const toPaper = () => print.run({ id }, ({ printer }) => ended(t('enrolment.proof.printed', { printer })))
  useShortcuts(
    [
      { key: 'Escape', label: t('ui.back'), run: onClose, enabled: !busy },
      { key: 'Ctrl+S', label: t('enrolment.proof.save'), run: keep, enabled: !busy },
      { key: 'F10', label: t('enrolment.proof.print'), run: toPaper, enabled: !busy },
    ],
    'dialog',
  )
  return (
    <Modal opened onClose={onClose} title={t('enrolment.recording.proof')} size={640}>
      <div className={form.column}>
        <div className={classes.paper}>
          <PdfPreview
            url={`app://station/recording/${id}/proof.pdf`}
            label={t('enrolment.recording.proof')}
          />
        </div>
        <RefusalPanel error={choose.error ?? save.error ?? print.error} />
        <div className={form.foot}>
          <ActButton hint="Escape" disabled={busy} onClick={onClose}>
            {t('ui.back')}
          </ActButton>
          <ActButton hint="Ctrl+S" disabled={print.pending} pending={save.pending} onClick={keep}>
            {t('enrolment.proof.save')}
          </ActButton>
          <ActButton
            variant="filled"
            hint="F10"
            data-autofocus
            disabled={save.pending}
            pending={print.pending}
            onClick={toPaper}
          >
            {t('enrolment.proof.print')}
          </ActButton>
        </div>
      </div>
    </Modal>
  )
}
