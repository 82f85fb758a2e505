import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Bag } from '../../../contract/export.ts'
import { useLanguage } from '../../i18n/use-language.ts'
import { ActButton } from '../../ui/act-button.tsx'
import { formatCount } from '../../ui/amount.ts'
import { StatusWord } from '../../ui/status-word.tsx'
import table from '../../ui/table.module.css'
import { useInstant } from '../../ui/zone-context.tsx'
import { bagMeaning } from './bag-words.ts'
import classes from './exports.module.css'
import { LetterDialog } from './letter-dialog.tsx'

/** The bags made so far, newest first, each with its delivery letter. */
export function BagList({ bags }: { bags: readonly Bag[] }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const instant = useInstant()
  const [shown, setShown] = useState<Bag | null>(null)
  if (bags.length === 0) return <p className={classes.none}>{t('upload.bagsNone')}</p>
  return (
    <div className={classes.bags}>
      <table className={table.table}>
        <colgroup>
          <col width={56} />
          <col width={200} />
          <col width={104} />
          <col />
          <col width={168} />
        </colgroup>
        <thead>
          <tr>
            <th className={table.number}>{t('upload.seq')}</th>
            <th>{t('upload.madeAt')}</th>
            <th className={table.number}>{t('upload.packets')}</th>
            <th>{t('upload.bagState')}</th>
            <th aria-label={t('upload.letter')} />
          </tr>
        </thead>
        <tbody>
          {bags
            .toSorted((a, b) => b.seq - a.seq)
            .map((bag) => (
              <tr key={bag.id} title={bag.folder}>
                <td className={table.number}>{bag.seq}</td>
                <td>{instant(bag.madeAt)}</td>
                <td className={table.number}>{formatCount(bag.packets, language)}</td>
                <td>
                  <StatusWord
                    quiet
                    meaning={bagMeaning(bag)}
                    word={t(`upload.bagStates.${bag.state}`, {
                      answered: bag.answered,
                      packets: bag.packets,
                    })}
                  />
                </td>
                <td>
                  <ActButton size="compact-sm" onClick={() => setShown(bag)}>
                    {t('upload.letter')}
                  </ActButton>
                </td>
              </tr>
            ))}
        </tbody>
      </table>
      {shown ? <LetterDialog bag={shown} onClose={() => setShown(null)} /> : null}
    </div>
  )
}
