import { Checkbox, TextInput } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Checklist, CheckItem, Item, List } from '../../../contract/checklist.ts'
import { useLanguage } from '../../i18n/use-language.ts'
import { ActButton } from '../../ui/act-button.tsx'
import { formatBytes, formatCount } from '../../ui/amount.ts'
import { Card } from '../../ui/card.tsx'
import form from '../../ui/form.module.css'
import { MeaningIcon } from '../../ui/meaning-icon.tsx'
import { useMay } from '../../ui/use-may.ts'
import { useInstant } from '../../ui/zone-context.tsx'
import classes from './day-page.module.css'

/** Where an item that is open is settled. */
const WHERE: Partial<Record<Item, '/enrolment' | '/backup' | '/queue' | '/upload' | '/board/report'>> = {
  safe: '/enrolment',
  disks: '/backup',
  alarms: '/backup',
  bags: '/upload',
  carried: '/queue',
  'call-back': '/enrolment',
  queue: '/queue',
  drafts: '/enrolment',
  backup: '/backup',
  report: '/board/report',
}

interface Acts {
  readonly tick: (input: { list: List; item: Item; done: boolean }) => void
  readonly sign: (input: { list: List; note: string }) => void
  readonly pending: boolean
}

function Fact({ item }: { item: CheckItem }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const to = WHERE[item.item]
  const says = item.ok
    ? t('board.day.ok')
    : item.item === 'space'
      ? t('board.day.left', { size: formatBytes((item.n ?? 0) * 1e6, language) })
      : t('board.day.n', { count: item.n ? formatCount(item.n, language) : '' }).trim()
  return (
    <>
      <MeaningIcon meaning={item.ok ? 'aman' : 'menunggu'} size={20} />
      <span className={classes.what}>{t(`board.day.items.${item.item}`)}</span>
      <span className={classes.says}>
        {!item.ok && to ? (
          <Link to={to} className={classes.go} state={item.item === 'safe' ? { show: 'once' } : {}}>
            {says}
          </Link>
        ) : (
          says
        )}
      </span>
    </>
  )
}

function Hand({ list, item, acts }: { list: List; item: CheckItem; acts: Acts | null }) {
  const { t } = useTranslation()
  const instant = useInstant()
  return (
    <>
      <Checkbox
        className={classes.tick}
        label={t(`board.day.items.${item.item}`)}
        checked={item.ok}
        disabled={acts === null}
        onChange={({ currentTarget: { checked } }) => acts?.tick({ list, item: item.item, done: checked })}
      />
      <span className={classes.says}>
        {item.ticked
          ? t('board.day.ticked', { by: item.ticked.by, at: instant(item.ticked.at) })
          : t('board.day.byHand')}
      </span>
    </>
  )
}

function Signed({ signed }: { signed: NonNullable<Checklist['lists'][number]['signed']> }) {
  const { t } = useTranslation()
  const instant = useInstant()
  const by = { by: signed.by, at: instant(signed.at) }
  return (
    <div className={classes.signed}>
      <strong>
        {signed.open.length === 0
          ? t('board.day.signed', by)
          : t('board.day.signedOpen', { ...by, count: signed.open.length })}
      </strong>
      {signed.open.length === 0 ? null : (
        <p className={form.quiet}>{signed.open.map((item) => t(`board.day.items.${item}`)).join(' · ')}</p>
      )}
      {signed.note === '' ? null : <p>{signed.note}</p>}
    </div>
  )
}

interface DayListProps {
  readonly list: Checklist['lists'][number]
  /** Without them it is an earlier day's. */
  readonly acts: Acts | null
  /** This list is to be signed now: its button is the page's main one. */
  readonly next: boolean
}

/** One list of a day. */
export function DayList({ list: shown, acts, next }: DayListProps) {
  const { t } = useTranslation()
  const maySign = useMay()('board.sign')
  const [note, setNote] = useState('')
  const { list, items, signed } = shown
  const open = items.filter(({ ok }) => !ok).length
  const title = t(`board.day.lists.${list}`)
  return (
    <Card title={open === 0 ? title : `${title}: ${t('board.day.open', { count: open })}`}>
      <ul className={classes.items}>
        {items.map((item) => (
          <li key={item.item}>
            {item.kind === 'fact' ? (
              <Fact item={item} />
            ) : (
              <Hand list={list} item={item} acts={maySign ? acts : null} />
            )}
          </li>
        ))}
      </ul>
      {signed ? <Signed signed={signed} /> : null}
      {acts && maySign ? (
        <form
          className={classes.sign}
          onSubmit={(event) => {
            event.preventDefault()
            acts.sign({ list, note })
            setNote('')
          }}
        >
          <TextInput
            aria-label={t('board.day.note')}
            placeholder={t('board.day.note')}
            maxLength={200}
            value={note}
            onChange={({ currentTarget: { value } }) => setNote(value)}
          />
          <ActButton type="submit" variant={next ? 'filled' : 'default'} pending={acts.pending}>
            {t(signed ? 'board.day.again' : 'board.day.sign')}
          </ActButton>
        </form>
      ) : null}
    </Card>
  )
}
