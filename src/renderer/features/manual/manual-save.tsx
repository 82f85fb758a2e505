import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLanguage } from '../../i18n/use-language.ts'
import { orpc } from '../../orpc.ts'
import { ActButton } from '../../ui/act-button.tsx'
import { RefusalPanel } from '../../ui/refusal-panel.tsx'
import { StatusWord } from '../../ui/status-word.tsx'
import { useAct } from '../../ui/use-act.ts'
import { useMay } from '../../ui/use-may.ts'
import classes from './manual-dialog.module.css'

/** The manual and the emergency card as PDFs, for those at an open station. */
export function ManualSave() {
  const { t } = useTranslation()
  const language = useLanguage()
  const choose = useAct(orpc.settings.choosePath.mutationOptions())
  const book = useAct(orpc.manual.saveBook.mutationOptions())
  const card = useAct(orpc.manual.saveCard.mutationOptions())
  const end = useAct(orpc.manual.endBook.mutationOptions())
  const [saved, setSaved] = useState<string | null>(null)
  if (!useMay()('manual.saveBook')) return null
  const keep = (act: typeof book, name: string) =>
    choose.run({ kind: 'save', suggested: `${name}.pdf` }, ({ path }) => {
      if (path === null) return
      const ended = path.toLowerCase().endsWith('.pdf') ? path : `${path}.pdf`
      act.run({ path: ended, language }, (done) => setSaved(done.path))
    })
  return (
    <div className={classes.save}>
      <RefusalPanel error={book.error ?? card.error ?? choose.error} />
      {saved === null ? null : (
        <p role="status">
          <StatusWord meaning="aman" word={t('manual.saved', { path: saved })} />
        </p>
      )}
      <ActButton pending={card.pending} onClick={() => keep(card, t('manual.cardFile'))}>
        {t('manual.saveCard')}
      </ActButton>
      {/* One button, so that the focus stays on it. */}
      <ActButton onClick={() => (book.pending ? end.run({}) : keep(book, t('manual.bookFile')))}>
        {t(book.pending ? 'manual.endBook' : 'manual.saveBook')}
      </ActButton>
    </div>
  )
}
