import { Modal } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ActButton } from '../../ui/act-button.tsx'
import { enterNext } from '../../ui/enter-next.ts'
import form from '../../ui/form.module.css'
import { useShortcuts } from '../../ui/keys/keys.tsx'
import { isReason, ReasonField } from '../../ui/reason-field.tsx'
import { RefusalPanel } from '../../ui/refusal-panel.tsx'
import { useSettleClaims } from './use-settle-claims.ts'

interface NoCardsDialogProps {
  readonly recordings: readonly string[]
  readonly onClose: () => void
  readonly onAsked: (answer: { granted: number; waiting: number }) => void
}

/** A supervisor who has looked into the drawer says of many cards at once that there is none: they are asked for anew. */
export function NoCardsDialog({ recordings, onClose, onAsked }: NoCardsDialogProps) {
  const { t } = useTranslation()
  const { claim, stop } = useSettleClaims()
  const [words, setWords] = useState('')
  const [tried, setTried] = useState(false)
  const { pending } = claim
  const submit = () => {
    setTried(true)
    if (!isReason(words)) return
    claim.run({ recordings: [...recordings], card: 'none', reason: words.trim() }, (cards) => {
      const granted = cards.filter(({ state }) => state === 'granted').length
      onAsked({ granted, waiting: cards.length - granted })
      onClose()
    })
  }
  const back = pending ? stop : onClose
  const backWord = t(pending ? 'printing.stop' : 'printing.back')
  useShortcuts(
    [
      { key: 'Escape', label: backWord, run: back },
      { key: 'F10', label: t('printing.save'), run: submit, enabled: !pending },
    ],
    'dialog',
  )
  return (
    <Modal
      opened
      onClose={onClose}
      closeOnEscape={false}
      title={t('printing.noCardsOf', { count: recordings.length })}
      size={640}
      withCloseButton={!pending}
    >
      <form
        className={form.column}
        onKeyDown={enterNext(submit)}
        onSubmit={(event) => {
          event.preventDefault()
          submit()
        }}
      >
        <p className={form.quiet}>{t('printing.noCardsText')}</p>
        <ReasonField
          autoFocus
          label={t('printing.reason')}
          value={words}
          onChange={setWords}
          error={tried && !isReason(words) ? t('printing.required') : undefined}
          reasons={[]}
        />
        <RefusalPanel error={claim.error} />
        <div className={form.foot}>
          <ActButton hint="Escape" onClick={back}>
            {backWord}
          </ActButton>
          <ActButton type="submit" variant="filled" hint="F10" pending={pending}>
            {t('printing.save')}
          </ActButton>
        </div>
      </form>
    </Modal>
  )
}
