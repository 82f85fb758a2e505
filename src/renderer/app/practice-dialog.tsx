import { Modal } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { orpc } from '../orpc.ts'
import { ActButton } from '../ui/act-button.tsx'
import form from '../ui/form.module.css'
import { useShortcuts } from '../ui/keys/keys.tsx'
import { RefusalPanel } from '../ui/refusal-panel.tsx'
import { useAct } from '../ui/use-act.ts'

/** The two ways out of practice, and back into it: each starts the program again. */
export function PracticeDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation()
  const start = useAct(orpc.settings.practice.mutationOptions())
  const close = () => !start.pending && onClose()
  const anew = () => start.run({ to: 'practice-anew' })
  const end = () => start.run({ to: 'station' })
  useShortcuts(
    [
      { key: 'Escape', label: t('practice.goOn'), run: close, enabled: !start.pending },
      { key: 'F9', label: t('practice.anew'), run: anew, enabled: !start.pending },
      { key: 'F10', label: t('practice.end'), run: end, enabled: !start.pending },
    ],
    'dialog',
  )
  return (
    <Modal opened onClose={close} title={t('practice.title')} size={640} withCloseButton={!start.pending}>
      <div className={form.column}>
        <p className={form.quiet}>{t('practice.endText')}</p>
        <p className={form.quiet}>{t('practice.anewText')}</p>
        <RefusalPanel error={start.error} />
        <div className={form.foot}>
          <ActButton hint="Escape" onClick={close} disabled={start.pending}>
            {t('practice.goOn')}
          </ActButton>
          <ActButton hint="F9" onClick={anew} pending={start.pending}>
            {t('practice.anew')}
          </ActButton>
          <ActButton variant="filled" hint="F10" onClick={end} pending={start.pending}>
            {t('practice.end')}
          </ActButton>
        </div>
      </div>
    </Modal>
  )
}
