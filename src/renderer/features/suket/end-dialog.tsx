import { Modal } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Suket } from '../../../contract/suket.ts'
import { orpc } from '../../orpc.ts'
import { ActButton } from '../../ui/act-button.tsx'
import { enterNext } from '../../ui/enter-next.ts'
import form from '../../ui/form.module.css'
import { useShortcuts } from '../../ui/keys/keys.tsx'
import { isReason, ReasonField } from '../../ui/reason-field.tsx'
import { RefusalPanel } from '../../ui/refusal-panel.tsx'
import { useAct } from '../../ui/use-act.ts'

/** Ends a letter, with its reason: taken back from the resident, or declared void. */
export function EndDialog({
  letter,
  act,
  onClose,
}: {
  letter: Suket
  act: 'withdraw' | 'void'
  onClose: () => void
}) {
  const { t } = useTranslation()
  const queries = useQueryClient()
  const refresh = { onSuccess: () => queries.invalidateQueries({ queryKey: orpc.suket.key() }) }
  const withdraw = useAct({ ...orpc.suket.withdraw.mutationOptions(), ...refresh })
  const end = useAct({ ...orpc.suket.void.mutationOptions(), ...refresh })
  const [reason, setReason] = useState('')
  const [tried, setTried] = useState(false)
  const pending = withdraw.pending || end.pending
  const submit = () => {
    setTried(true)
    if (!isReason(reason)) return
    const run = act === 'withdraw' ? withdraw.run : end.run
    run({ id: letter.id, reason: reason.trim() }, onClose)
  }
  useShortcuts(
    [
      { key: 'Escape', label: t('suket.cancel'), run: onClose, enabled: !pending },
      { key: 'F10', label: t(`suket.${act}`), run: submit, enabled: !pending },
    ],
    'dialog',
  )
  return (
    <Modal opened onClose={onClose} title={`${t(`suket.${act}`)}: ${letter.number}`} size={560}>
      <form
        className={form.column}
        onKeyDown={enterNext(submit)}
        onSubmit={(event) => {
          event.preventDefault()
          submit()
        }}
      >
        <p className={form.quiet}>{t(act === 'withdraw' ? 'suket.withdrawText' : 'suket.voidText')}</p>
        <ReasonField
          autoFocus
          label={t('suket.reason')}
          value={reason}
          onChange={setReason}
          error={tried && !isReason(reason) ? t('suket.reasonMissing') : undefined}
          reasons={
            act === 'withdraw'
              ? [t('suket.reasons.card'), t('suket.reasons.given')]
              : [t('suket.reasons.wrong'), t('suket.reasons.twice')]
          }
        />
        <RefusalPanel error={withdraw.error ?? end.error} />
        <div className={form.foot}>
          <ActButton hint="Escape" disabled={pending} onClick={onClose}>
            {t('suket.cancel')}
          </ActButton>
          <ActButton type="submit" variant="filled" hint="F10" pending={pending}>
            {t(`suket.${act}`)}
          </ActButton>
        </div>
      </form>
    </Modal>
  )
}
