import { Modal } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Suket } from '../../../contract/suket.ts'
import { orpc } from '../../orpc.ts'
import { ActButton } from '../../ui/act-button.tsx'
import form from '../../ui/form.module.css'
import { useShortcuts } from '../../ui/keys/keys.tsx'
import { LetterChoices } from '../../ui/letter/letter-choices.tsx'
import { useLetterChoices } from '../../ui/letter/use-letter-choices.ts'
import { RefusalPanel } from '../../ui/refusal-panel.tsx'
import { useAct } from '../../ui/use-act.ts'

/** A new letter in the place of this one, with its choices. */
export function RenewDialog({
  letter,
  onClose,
  onRenewed,
}: {
  letter: Suket
  onClose: () => void
  onRenewed: (id: string) => void
}) {
  const { t } = useTranslation()
  const queries = useQueryClient()
  const choice = useLetterChoices()
  const renew = useAct({
    ...orpc.suket.renew.mutationOptions(),
    onSettled: () => queries.invalidateQueries({ queryKey: orpc.suket.key() }),
  })
  const submit = () => {
    const chosen = choice.take()
    if (chosen) renew.run({ id: letter.id, ...chosen }, ({ id }) => onRenewed(id))
  }
  const may = choice.options !== undefined && choice.options.allowed !== 'no'
  useShortcuts(
    [
      { key: 'Escape', label: t('suket.cancel'), run: onClose, enabled: !renew.pending },
      { key: 'F10', label: t('suket.renew'), run: submit, enabled: may && !renew.pending },
    ],
    'dialog',
  )
  return (
    <Modal opened onClose={onClose} title={`${t('suket.renew')}: ${letter.number}`} size={640}>
      <div className={form.column}>
        <p className={form.quiet}>{t('suket.renewText')}</p>
        <LetterChoices choice={choice} />
        <RefusalPanel error={renew.error} />
        <div className={form.foot}>
          <ActButton hint="Escape" disabled={renew.pending} onClick={onClose}>
            {t('suket.cancel')}
          </ActButton>
          <ActButton
            variant="filled"
            hint="F10"
            data-autofocus
            disabled={!may}
            pending={renew.pending}
            onClick={submit}
          >
            {t('suket.renew')}
          </ActButton>
        </div>
      </div>
    </Modal>
  )
}
