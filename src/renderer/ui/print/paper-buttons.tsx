import { useTranslation } from 'react-i18next'
import { orpc } from '../../orpc.ts'
import { ActButton } from '../act-button.tsx'
import { useShortcuts } from '../keys/keys.tsx'
import { RefusalPanel } from '../refusal-panel.tsx'
import { type Act, useAct } from '../use-act.ts'
import { useToast } from '../use-toast.ts'
import { withPdf } from './file-name.ts'

interface PaperButtonsProps<Of extends object> {
  /** Which paper. */
  readonly of: Of
  /** Name of the file that is proposed. */
  readonly suggested: string
  readonly save: Act<Of & { path: string }, { path: string }>
  readonly print: Act<Of, { printer: string }>
}

/** A paper of a register in a dialog: on a printer, or as a file. */
export function PaperButtons<Of extends object>({ of, suggested, save, print }: PaperButtonsProps<Of>) {
  const { t } = useTranslation()
  const toast = useToast()
  const choose = useAct(orpc.settings.choosePath.mutationOptions())
  const busy = choose.pending || save.pending || print.pending
  const toPaper = () => print.run(of, ({ printer }) => toast(t('print.sentTo', { printer })))
  const keep = () =>
    choose.run({ kind: 'save', suggested }, ({ path }) => {
      if (path !== null) save.run({ ...of, path: withPdf(path) }, (done) => toast(t('print.savedOne', done)))
    })
  useShortcuts(
    [
      { key: 'Ctrl+P', label: t('print.print'), run: toPaper, enabled: !busy },
      { key: 'Ctrl+S', label: t('print.save'), run: keep, enabled: !busy },
    ],
    'dialog',
  )
  return (
    <>
      <RefusalPanel error={choose.error ?? save.error ?? print.error} />
      <ActButton hint="Ctrl+S" disabled={print.pending} pending={save.pending} onClick={keep}>
        {t('print.save')}
      </ActButton>
      <ActButton hint="Ctrl+P" disabled={save.pending} pending={print.pending} onClick={toPaper}>
        {t('print.print')}
      </ActButton>
    </>
  )
}
