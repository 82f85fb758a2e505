import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { UploadStatus } from '../../../contract/upload.ts'
import { useLanguage } from '../../i18n/use-language.ts'
import { ActButton } from '../../ui/act-button.tsx'
import { formatCount } from '../../ui/amount.ts'
import { Card } from '../../ui/card.tsx'
import form from '../../ui/form.module.css'
import { LineDialog } from './line-dialog.tsx'

/** How the line is used at this moment, in one sentence; the supervisor changes it. */
export function LineCard({ line }: { line: UploadStatus['line'] }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const [open, setOpen] = useState(false)
  const always = line.inside === line.outside
  return (
    <Card title={t('upload.line')}>
      <p className={form.quiet}>
        {t(`upload.paceNow.${line.pace}`, { kbits: formatCount(line.kbits, language) })}
        {always ? null : ` ${t('upload.lineHours', { from: line.hours.from, to: line.hours.to })}`}
      </p>
      <div>
        <ActButton onClick={() => setOpen(true)}>{t('upload.lineSet')}</ActButton>
      </div>
      {open ? <LineDialog line={line} onClose={() => setOpen(false)} /> : null}
    </Card>
  )
}
