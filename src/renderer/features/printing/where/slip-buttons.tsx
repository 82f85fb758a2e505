import { useTranslation } from 'react-i18next'
import { orpc } from '../../../orpc.ts'
import { ActButton } from '../../../ui/act-button.tsx'
import form from '../../../ui/form.module.css'
import { useShortcuts } from '../../../ui/keys/keys.tsx'
import { withPdf } from '../../../ui/print/file-name.ts'
import { RefusalPanel } from '../../../ui/refusal-panel.tsx'
import { useAct } from '../../../ui/use-act.ts'
import { useToast } from '../../../ui/use-toast.ts'

/** The slip for the resident: on paper, or as a file. */
export function SlipButtons({ recording }: { recording: string }) {
  const { t } = useTranslation()
  const toast = useToast()
  const choose = useAct(orpc.settings.choosePath.mutationOptions())
  const save = useAct(orpc.printing.saveSlip.mutationOptions())
  const print = useAct(orpc.printing.printSlip.mutationOptions())
  const busy = choose.pending || save.pending || print.pending
  const toPaper = () =>
    print.run({ recording }, ({ printer }) => toast(t('printing.where.printed', { printer })))
  const keep = () =>
    choose.run({ kind: 'save', suggested: 'Keadaan KTP-el.pdf' }, ({ path }) => {
      if (path === null) return
      save.run({ recording, path: withPdf(path) }, (done) => toast(t('printing.where.saved', done)))
    })
  useShortcuts([
    { key: 'Ctrl+P', label: t('printing.where.print'), run: toPaper, enabled: !busy },
    { key: 'Ctrl+S', label: t('printing.where.save'), run: keep, enabled: !busy },
  ])
  return (
    <>
      <RefusalPanel error={choose.error ?? save.error ?? print.error} />
      <div className={form.foot}>
        <ActButton hint="Ctrl+S" disabled={print.pending} pending={save.pending} onClick={keep}>
          {t('printing.where.save')}
        </ActButton>
        <ActButton hint="Ctrl+P" disabled={save.pending} pending={print.pending} onClick={toPaper}>
          {t('printing.where.print')}
        </ActButton>
      </div>
    </>
  )
}
