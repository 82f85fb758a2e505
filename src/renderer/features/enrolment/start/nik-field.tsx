import { TextInput } from '@mantine/core'
import { useLayoutEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { BIODATA_BLOCKS } from '../../../../contract/biodata-notices.ts'
import { useLanguage } from '../../../i18n/use-language.ts'
import type { NikFeedback } from './nik-feedback.ts'
import { groupNik } from './nik-typing.ts'
import classes from './start-page.module.css'

interface NikFieldProps {
  readonly text: string
  readonly feedback: NikFeedback
  readonly onText: (text: string) => void
}

/** The NIK, grouped while it is typed or scanned; what is wrong is said at the digit where it goes wrong. */
export function NikField({ text, feedback, onText }: NikFieldProps) {
  const { t } = useTranslation()
  const language = useLanguage()
  const input = useRef<HTMLInputElement>(null)
  const caret = useRef<number | null>(null)
  useLayoutEffect(() => {
    if (caret.current !== null) input.current?.setSelectionRange(caret.current, caret.current)
    caret.current = null
  })
  return (
    <div>
      <TextInput
        ref={input}
        classNames={{ wrapper: classes.input ?? '', label: classes.label ?? '' }}
        label={t('enrolment.start.nik')}
        placeholder="527201 170385 0001"
        inputMode="numeric"
        autoComplete="off"
        spellCheck={false}
        autoFocus
        value={groupNik(text, 0).text}
        aria-describedby="nik-under"
        onChange={({ currentTarget: { value, selectionStart } }) => {
          const grouped = groupNik(value, selectionStart ?? value.length)
          caret.current = grouped.caret
          onText(grouped.text)
        }}
        onCopy={(event) => {
          event.preventDefault()
          event.clipboardData.setData('text/plain', text.replaceAll(' ', ''))
        }}
      />
      <div
        id="nik-under"
        className={classes.under}
        data-wrong={feedback.state === 'wrong' || undefined}
        aria-live="polite"
      >
        {feedback.state === 'typing' && t('enrolment.start.digits', { digits: feedback.digits })}
        {feedback.state === 'wrong' && BIODATA_BLOCKS[feedback.problem][language]}
      </div>
    </div>
  )
}
