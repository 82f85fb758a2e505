import { Modal } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { orpc } from '../../orpc.ts'
import { ActButton } from '../act-button.tsx'
import form from '../form.module.css'
import { useShortcuts } from '../keys/keys.tsx'
import { RefusalPanel } from '../refusal-panel.tsx'
import { Waiting } from '../waiting.tsx'
import { OfficeNote } from './office-note.tsx'
import { PrintForm, type PrintLetters } from './print-form.tsx'
import { type Printable, useSavePdf } from './use-save-pdf.ts'
import { useWayBack } from './use-way-back.ts'

/** Letters to a printer of this computer, or into files where there is none or the print service is dead. */
export function PrintDialog({
  what,
  onClose,
  onPrinted,
}: {
  what: PrintLetters
  onClose: () => void
  onPrinted?: (batch: string) => void
}) {
  const { t } = useTranslation()
  const { letters } = what
  const system = useQuery({
    ...orpc.suket.printers.queryOptions({ input: {} }),
    // Paper is put in and printers are switched on while the dialog stands open.
    refetchInterval: ({ state }) => (state.data ? 3000 : false),
    staleTime: 0,
    retry: false,
  })
  const [first] = letters
  const title =
    letters.length === 1
      ? t('print.titleOne', { number: first?.number })
      : t('print.titleAll', { total: letters.length })
  return (
    <Modal opened onClose={onClose} title={title} size={560}>
      {system.isPending ? <Waiting rows={4} /> : null}
      {system.error && !system.data ? (
        <WithoutPrinter letters={letters} onClose={onClose} error={system.error} />
      ) : null}
      {system.data?.printers.length === 0 ? <WithoutPrinter letters={letters} onClose={onClose} /> : null}
      {system.data && system.data.printers.length > 0 ? (
        <PrintForm
          what={what}
          printers={system.data.printers}
          last={system.data.last}
          onClose={onClose}
          onPrinted={onPrinted}
        />
      ) : null}
    </Modal>
  )
}

/** No printer, or nobody who knows of one: the PDF is the paper, and this is said. */
function WithoutPrinter({
  letters,
  onClose,
  error,
}: {
  letters: readonly Printable[]
  onClose: () => void
  error?: Error
}) {
  const { t } = useTranslation()
  const save = useSavePdf(letters, onClose)
  const back = useWayBack(save, save.pending, onClose)
  useShortcuts(
    [
      { key: 'Escape', label: back.label, run: back.run, enabled: back.enabled },
      { key: 'F10', label: t('print.save'), run: save.run, enabled: !save.pending },
    ],
    'dialog',
  )
  return (
    <div className={form.column}>
      {error ? <RefusalPanel error={error} /> : <p className={form.quiet}>{t('print.none')}</p>}
      <OfficeNote />
      <RefusalPanel error={save.error} />
      <div className={form.foot}>
        <ActButton hint="Escape" disabled={!back.enabled} onClick={back.run}>
          {back.label}
        </ActButton>
        <ActButton variant="filled" hint="F10" autoFocus pending={save.pending} onClick={save.run}>
          {t('print.save')}
        </ActButton>
      </div>
    </div>
  )
}
