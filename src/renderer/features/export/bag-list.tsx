import { VisuallyHidden } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Bag } from '../../../contract/export.ts'
import { useLanguage } from '../../i18n/use-language.ts'
import { ActButton } from '../../ui/act-button.tsx'
import { formatCount } from '../../ui/amount.ts'
import { onRowKeys } from '../../ui/row-keys.ts'
import { StatusWord } from '../../ui/status-word.tsx'
import table from '../../ui/table.module.css'
import { useOneStop } from '../../ui/use-one-stop.ts'
import { useInstant } from '../../ui/zone-context.tsx'
import { BagDialog } from './bag-dialog.tsx'
import { bagMeaning, heldBy } from './bag-words.ts'
import classes from './exports.module.css'
import { useBagWords } from './use-bag-words.ts'

/** The bags made so far, newest first, each with its delivery letter. */
export function BagList({ bags }: { bags: readonly Bag[] }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const instant = useInstant()
  const [shown, setShown] = useState<string | null>(null)
  const opened = bags.find(({ id }) => id === shown)
  const words = useBagWords()
  const newest = bags.toSorted((a, b) => b.seq - a.seq)
  const row = useOneStop(newest.map(({ id }) => id))
  const holds = (bag: Bag) => {
    const { of, number } = heldBy(bag)
    const count = formatCount(number, language)
    if (of === 'unknown') return '–'
    return of === 'orders' ? t('upload.bagOrders', { orders: count }) : count
  }
  if (bags.length === 0) return <p className={classes.none}>{t('upload.bagsNone')}</p>
  return (
    <div className={classes.bags}>
      <table className={table.table} onKeyDown={onRowKeys}>
        <colgroup>
          <col width={56} />
          <col width={208} />
          <col width={88} />
          <col />
          <col width={104} />
        </colgroup>
        <thead>
          <tr>
            <th className={table.number}>{t('upload.seq')}</th>
            <th>{t('upload.madeAt')}</th>
            <th className={table.number}>{t('upload.packets')}</th>
            <th>{t('upload.bagState')}</th>
            <th>
              <VisuallyHidden>{t('bag.open')}</VisuallyHidden>
            </th>
          </tr>
        </thead>
        <tbody>
          {newest.map((bag) => (
            <tr key={bag.id} title={bag.folder}>
              <td className={table.number}>{bag.seq}</td>
              <td>{instant(bag.madeAt)}</td>
              <td className={table.number}>{holds(bag)}</td>
              <td>
                <StatusWord quiet meaning={bagMeaning(bag)} word={words(bag)} />
              </td>
              <td>
                <ActButton size="compact-sm" {...row(bag.id)} onClick={() => setShown(bag.id)}>
                  {t('bag.open')}
                </ActButton>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {opened ? <BagDialog bag={opened} onClose={() => setShown(null)} /> : null}
    </div>
  )
}
