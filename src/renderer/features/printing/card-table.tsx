import { VisuallyHidden } from '@mantine/core'
import { IconId } from '@tabler/icons-react'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Card, CardState } from '../../../contract/printing.ts'
import { useLanguage } from '../../i18n/use-language.ts'
import { ActButton } from '../../ui/act-button.tsx'
import { formatCount } from '../../ui/amount.ts'
import { Empty } from '../../ui/empty.tsx'
import form from '../../ui/form.module.css'
import { GapRow } from '../../ui/gap-row.tsx'
import { NikText } from '../../ui/nik-text.tsx'
import { onRowKeys } from '../../ui/row-keys.ts'
import { StatusWord } from '../../ui/status-word.tsx'
import { useMay } from '../../ui/use-may.ts'
import table from '../../ui/table.module.css'
import { useWindowRows } from '../../ui/use-window-rows.ts'
import { useInstant } from '../../ui/zone-context.tsx'
import { CardDialog } from './card-dialog.tsx'
import { CARD_MEANING } from './card-words.ts'
import { useCardNote } from './use-card-note.ts'

interface CardTableProps {
  readonly state: CardState
  readonly cards: readonly Card[]
  readonly total: number
  /** The end of what was fetched comes into sight. */
  readonly onNearEnd: () => void
}

/** The cards of one state, the longest waiting first; each opens what can be done with it now. Rows in sight are drawn, no others. */
export function CardTable({ state, cards, total, onNearEnd }: CardTableProps) {
  const { t } = useTranslation()
  const [shown, setShown] = useState<Card | null>(null)
  return (
    <>
      {cards.length === 0 ? (
        <Empty
          icon={IconId}
          title={t(state === 'ready' ? 'printing.none.ready' : 'printing.none.other')}
          text={t(state === 'ready' ? 'printing.none.readyText' : 'printing.none.otherText')}
        />
      ) : (
        <Rows cards={cards} total={total} onNearEnd={onNearEnd} onOpen={setShown} />
      )}
      {shown ? <CardDialog card={shown} onClose={() => setShown(null)} /> : null}
    </>
  )
}

interface RowsProps extends Omit<CardTableProps, 'state'> {
  readonly onOpen: (card: Card) => void
}

function Rows({ cards, total, onNearEnd, onOpen }: RowsProps) {
  const { t } = useTranslation()
  const language = useLanguage()
  const instant = useInstant()
  const note = useCardNote()
  const may = useMay()
  const offered = (state: CardState) =>
    state === 'ordered' || state === 'claimed'
      ? may('printing.settleClaims')
      : state === 'granted' || state === 'printed'
  const ref = useRef<HTMLTableElement>(null)
  const { indexes, above, below, measure } = useWindowRows(ref, cards.length, onNearEnd)
  return (
    <>
      <table ref={ref} className={table.table} aria-rowcount={total + 1} onKeyDown={onRowKeys}>
        <colgroup>
          <col />
          <col width={184} />
          <col width={200} />
          <col width={360} />
          <col width={104} />
        </colgroup>
        <thead>
          <tr aria-rowindex={1}>
            <th>{t('printing.name')}</th>
            <th>NIK</th>
            <th>{t('printing.since')}</th>
            <th>{t('printing.state')}</th>
            <th>
              <VisuallyHidden>{t('printing.open')}</VisuallyHidden>
            </th>
          </tr>
        </thead>
        <tbody>
          <GapRow height={above} />
          {indexes.map((index) => {
            const card = cards[index]
            return card ? (
              <tr key={card.recording} ref={measure} data-index={index} aria-rowindex={index + 2}>
                <td title={card.name}>
                  <span className={table.whole}>{card.name}</span>
                </td>
                <td>
                  <NikText nik={card.nik} />
                </td>
                <td>{instant(card.since)}</td>
                <td title={note(card)}>
                  <StatusWord quiet meaning={CARD_MEANING[card.state]} word={note(card)} />
                </td>
                <td>
                  {offered(card.state) ? (
                    <ActButton size="compact-sm" data-row onClick={() => onOpen(card)}>
                      {t('printing.open')}
                    </ActButton>
                  ) : null}
                </td>
              </tr>
            ) : null
          })}
          <GapRow height={below} />
        </tbody>
      </table>
      <p className={form.quiet}>{t('printing.total', { total: formatCount(total, language) })}</p>
    </>
  )
}
