import { TextInput } from '@mantine/core'
import { useLocation, useNavigate } from '@tanstack/react-router'
import { type DragEvent, type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ActButton } from '../../../ui/act-button.tsx'
import form from '../../../ui/form.module.css'
import { useShortcuts, useStrayTyping } from '../../../ui/keys/keys.tsx'
import { Page } from '../../../ui/page.tsx'
import halves from '../../../ui/qr/qr-camera.module.css'
import { QrCamera } from '../../../ui/qr/qr-camera.tsx'
import { RefusalPanel } from '../../../ui/refusal-panel.tsx'
import { useWhere } from './use-where.ts'
import { WhereAnswer } from './where-answer.tsx'

/** 'Where is my card?': by camera, scanner, file or number; the answer in the words for the resident. */
export function WherePage() {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const scanned = useLocation().state.qr
  const field = useRef<HTMLInputElement>(null)
  const input = useRef<HTMLInputElement>(null)
  const [text, setText] = useState('')
  const asking = useWhere()
  const { ask, open } = asking
  const answered = asking.found !== null || Boolean(asking.error)
  const back = () => void navigate({ to: '/printing' })
  const choose = () => input.current?.click()
  const next = () => {
    asking.clear()
    setText('')
    field.current?.focus()
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || text.trim() === '') return
    event.preventDefault()
    ask([text.trim()])
    setText('')
  }
  // A scanner types wherever the focus is.
  useStrayTyping((typed) => {
    setText((before) => before + typed)
    field.current?.focus()
  }, 'page')
  useShortcuts([
    { key: 'F9', label: t('printing.where.file'), run: choose },
    { key: 'F10', label: t('printing.where.next'), run: next, enabled: answered },
    { key: 'Escape', label: t('ui.back'), run: back },
  ])
  useEffect(() => {
    if (scanned !== undefined) ask([scanned])
  }, [scanned, ask])
  useEffect(() => field.current?.focus(), [])
  const onDrop = (event: DragEvent) => {
    event.preventDefault()
    const [file] = event.dataTransfer.files
    if (file) open(file)
  }
  return (
    <Page
      title={t('printing.where.title')}
      tools={
        <ActButton hint="Escape" onClick={back}>
          {t('ui.back')}
        </ActButton>
      }
      primary={
        answered ? (
          <ActButton variant="filled" hint="F10" onClick={next}>
            {t('printing.where.next')}
          </ActButton>
        ) : (
          <ActButton variant="filled" hint="F9" pending={asking.busy} onClick={choose}>
            {t('printing.where.file')}
          </ActButton>
        )
      }
    >
      <div className={halves.halves} onDragOver={(event) => event.preventDefault()} onDrop={onDrop}>
        <QrCamera reader={asking.reader} looking={!answered && !asking.busy} onRead={ask} />
        <div className={form.column}>
          <TextInput
            ref={field}
            label={t('printing.where.field')}
            spellCheck={false}
            maxLength={8000}
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
            onKeyDown={onKeyDown}
            data-autofocus
          />
          <RefusalPanel error={asking.error} />
          {asking.found ? <WhereAnswer found={asking.found} /> : null}
          {answered ? null : <p className={form.quiet}>{t('printing.where.text')}</p>}
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
