import { Textarea } from '@mantine/core'
import { useLocation, useNavigate } from '@tanstack/react-router'
import { type ClipboardEvent, type DragEvent, type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ActButton } from '../../ui/act-button.tsx'
import form from '../../ui/form.module.css'
import { useShortcuts } from '../../ui/keys/keys.tsx'
import { Page } from '../../ui/page.tsx'
import { QrCamera } from '../../ui/qr/qr-camera.tsx'
import halves from '../../ui/qr/qr-camera.module.css'
import { RefusalPanel } from '../../ui/refusal-panel.tsx'
import { useCheck } from './use-check.ts'
import { Verdict } from './verdict.tsx'

/** What a letter is worth that somebody brings: by camera, scanner, file or paste, without a network. */
export function CheckPage() {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const scanned = useLocation().state.qr
  const field = useRef<HTMLTextAreaElement>(null)
  const input = useRef<HTMLInputElement>(null)
  const [text, setText] = useState('')
  const check = useCheck()
  const { judge, open } = check
  const judged = check.found !== null || Boolean(check.error)
  const back = () => void navigate({ to: '/suket' })
  const choose = () => input.current?.click()
  const take = (typed: string) => {
    if (typed.trim() === '') return
    judge([typed.trim()])
    setText('')
  }
  const next = () => {
    check.clear()
    setText('')
    field.current?.focus()
  }
  useShortcuts([
    { key: 'F9', label: t('suket.checkFile'), run: choose },
    { key: 'F10', label: t('suket.checkNext'), run: next, enabled: judged },
    { key: 'Escape', label: t('suket.back'), run: back },
  ])
  useEffect(() => {
    if (scanned !== undefined) judge([scanned])
  }, [scanned, judge])
  useEffect(() => field.current?.focus(), [])
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || event.shiftKey) return
    event.preventDefault()
    take(text)
  }
  const onPaste = (event: ClipboardEvent) => {
    const [file] = event.clipboardData.files
    event.preventDefault()
    if (file) open(file)
    else take(event.clipboardData.getData('text/plain'))
  }
  const onDrop = (event: DragEvent) => {
    event.preventDefault()
    const [file] = event.dataTransfer.files
    if (file) open(file)
  }
  return (
    <Page
      title={t('suket.checkTitle')}
      tools={
        <ActButton hint="Escape" onClick={back}>
          {t('suket.back')}
        </ActButton>
      }
      primary={
        judged ? (
          <ActButton variant="filled" hint="F10" onClick={next}>
            {t('suket.checkNext')}
          </ActButton>
        ) : (
          <ActButton variant="filled" hint="F9" pending={check.busy} onClick={choose}>
            {t('suket.checkFile')}
          </ActButton>
        )
      }
    >
      <div className={halves.halves} onDragOver={(event) => event.preventDefault()} onDrop={onDrop}>
        <QrCamera reader={check.reader} looking={!judged && !check.busy} onRead={judge} />
        <div className={form.column}>
          {check.found ? <Verdict found={check.found} /> : <RefusalPanel error={check.error} />}
          {judged ? null : (
            <p className={form.quiet}>{t(check.busy ? 'suket.checkReading' : 'suket.checkText')}</p>
          )}
          <Textarea
            ref={field}
            label={t('suket.checkField')}
            rows={4}
            spellCheck={false}
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
            onKeyDown={onKeyDown}
            onPaste={onPaste}
          />
          <div className={form.foot}>
            <ActButton hint="Enter" disabled={text.trim() === ''} onClick={() => take(text)}>
              {t('suket.checkRun')}
            </ActButton>
          </div>
          <input
            ref={input}
            type="file"
            accept="image/*,application/pdf"
            hidden
            onChange={({ currentTarget }) => {
              const [file] = currentTarget.files ?? []
              currentTarget.value = ''
              if (file) open(file)
            }}
          />
        </div>
      </div>
    </Page>
  )
}
