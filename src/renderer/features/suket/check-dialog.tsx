import { Modal, Textarea } from '@mantine/core'
import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { orpc } from '../../orpc.ts'
import { ActButton } from '../../ui/act-button.tsx'
import form from '../../ui/form.module.css'
import { useShortcuts } from '../../ui/keys/keys.tsx'
import { RefusalPanel } from '../../ui/refusal-panel.tsx'
import { useAct } from '../../ui/use-act.ts'
import { Verdict } from './verdict.tsx'

/** As much as the contract takes; the densest QR holds less. */
const MOST_LETTERS = 8000

/** Checks a QR text, without a network. A scanner ends with Enter, which checks; what it typed elsewhere is checked at once. */
export function CheckDialog({ scanned, onClose }: { scanned: string; onClose: () => void }) {
  const { t } = useTranslation()
  const field = useRef<HTMLTextAreaElement>(null)
  const [text, setText] = useState(scanned)
  const [found, setFound] = useState<Awaited<ReturnType<typeof orpc.suket.verify.call>> | null>(null)
  const verify = useAct(orpc.suket.verify.mutationOptions())
  const { run } = verify
  const clean = text.trim()
  const check = () => clean !== '' && run({ text: clean.slice(0, MOST_LETTERS) }, setFound)
  const next = () => {
    setFound(null)
    setText('')
    verify.dismiss()
    field.current?.focus()
  }
  useShortcuts([{ key: 'Escape', label: t('ui.dismiss'), run: onClose }], 'dialog')
  useEffect(() => {
    if (scanned !== '') run({ text: scanned.slice(0, MOST_LETTERS) }, setFound)
  }, [scanned, run])
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || event.shiftKey) return
    event.preventDefault()
    check()
  }
  return (
    <Modal opened onClose={onClose} title={t('suket.checkTitle')} size={560}>
      <div className={form.column}>
        <p className={form.quiet}>{t('suket.checkText')}</p>
        <Textarea
          ref={field}
          data-autofocus
          label={t('suket.checkField')}
          rows={4}
          spellCheck={false}
          value={text}
          onChange={(event) => {
            setText(event.currentTarget.value)
            setFound(null)
          }}
          onKeyDown={onKeyDown}
        />
        <RefusalPanel error={verify.error} />
        {found ? <Verdict found={found} /> : null}
        <div className={form.foot}>
          <ActButton hint="Escape" onClick={onClose}>
            {t('ui.dismiss')}
          </ActButton>
          {found ? (
            <ActButton variant="filled" onClick={next}>
              {t('suket.checkNext')}
            </ActButton>
          ) : (
            <ActButton
              variant="filled"
              hint="Enter"
              disabled={clean === ''}
              pending={verify.pending}
              onClick={check}
            >
              {t('suket.checkRun')}
            </ActButton>
          )}
        </div>
      </div>
    </Modal>
  )
}
