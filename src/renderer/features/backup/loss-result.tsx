import { useTranslation } from 'react-i18next'
import type { DiskLoss } from '../../../contract/backup.ts'
import { useLanguage } from '../../i18n/use-language.ts'
import { ActButton } from '../../ui/act-button.tsx'
import { formatCount } from '../../ui/amount.ts'
import form from '../../ui/form.module.css'
import { BreachButton } from './breach-button.tsx'
import classes from './backup-page.module.css'

/** What a lost disk cost: in numbers, and by packet id. */
export function LossResult({ loss, onClose }: { loss: DiskLoss; onClose: () => void }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const count = (n: number) => formatCount(n, language)
  const groups = [
    { word: t('backup.lossBelow', { below: count(loss.below) }), ids: loss.belowPackets },
    { word: t('backup.lossOnce', { onceOnly: count(loss.onceOnly) }), ids: loss.onceOnlyPackets },
  ]
  return (
    <div className={form.column}>
      <p role="status">{t('backup.lossDone', { label: loss.label, packets: count(loss.packets) })}</p>
      {groups.map(({ word, ids }) => (
        <section key={word} aria-label={word}>
          <strong>{word}</strong>
          {ids.length > 0 ? (
            <textarea
              className={classes.ids}
              readOnly
              rows={Math.min(6, ids.length)}
              aria-label={word}
              value={ids.join('\n')}
            />
          ) : null}
        </section>
      ))}
      <div>
        <BreachButton disk={loss.disk} label={loss.label} />
      </div>
      <div className={form.foot}>
        <ActButton variant="filled" hint="Escape" autoFocus onClick={onClose}>
          {t('backup.dismiss')}
        </ActButton>
      </div>
    </div>
  )
}
