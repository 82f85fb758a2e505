import { TextInput } from '@mantine/core'
import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query'
import { IconSearch } from '@tabler/icons-react'
import { useLocation, useNavigate } from '@tanstack/react-router'
import { useCallback, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { CARD_STATES, type CardPlace, type CardState, isUncertain } from '../../../contract/printing.ts'
import { useLanguage } from '../../i18n/use-language.ts'
import { orpc } from '../../orpc.ts'
import { ActButton } from '../../ui/act-button.tsx'
import { formatCount } from '../../ui/amount.ts'
import form from '../../ui/form.module.css'
import { useShortcuts } from '../../ui/keys/keys.tsx'
import { Page } from '../../ui/page.tsx'
import { RefusalPanel } from '../../ui/refusal-panel.tsx'
import { Segments } from '../../ui/segments.tsx'
import { useAct } from '../../ui/use-act.ts'
import { useDebounced } from '../../ui/use-debounced.ts'
import { useMay } from '../../ui/use-may.ts'
import { Waiting } from '../../ui/waiting.tsx'
import { BlanksDialog } from './blanks-dialog.tsx'
import { CardTable } from './card-table.tsx'
import { NoCardsDialog } from './no-cards-dialog.tsx'
import classes from './printing.module.css'

/** How many cards one order asks for (contract). */
const ORDER = 100

/** Kartu: from print-ready to handed over, and the blanks. */
export function PrintingPage() {
  const { t } = useTranslation()
  const language = useLanguage()
  const queries = useQueryClient()
  const navigate = useNavigate()
  const where = () => void navigate({ to: '/printing/where' })
  const [state, setState] = useState<CardState>(
    useLocation({ select: ({ state: given }) => given.cards }) ?? 'ready',
  )
  const [text, setText] = useState('')
  const [blanks, setBlanks] = useState(false)
  const [noCards, setNoCards] = useState<string[] | null>(null)
  const asked = useDebounced(text.trim())
  const counts = useQuery(orpc.printing.counts.queryOptions({ input: {} }))
  const list = useInfiniteQuery(
    orpc.printing.list.infiniteOptions({
      input: (after: CardPlace | undefined) => ({ state, text: asked, after }),
      initialPageParam: undefined as CardPlace | undefined,
      getNextPageParam: ({ next }) => next ?? undefined,
    }),
  )
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = list
  const more = useCallback(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage()
  }, [hasNextPage, isFetchingNextPage, fetchNextPage])
  const cards = list.data?.pages.flatMap((page) => page.rows) ?? []
  const order = useAct({
    ...orpc.printing.order.mutationOptions(),
    onSuccess: () => queries.invalidateQueries({ queryKey: orpc.printing.key() }),
  })
  const [answer, setAnswer] = useState<{ granted: number; waiting: number; stopped: boolean } | null>(null)
  const asking = state === 'ready' || state === 'ordered'
  const recordings = asking ? cards.slice(0, ORDER).map(({ recording }) => recording) : []
  const maySettle = useMay()('printing.settleClaims')
  const uncertain = maySettle ? cards.filter(isUncertain).slice(0, ORDER) : []
  const settleNone = () => setNoCards(uncertain.map(({ recording }) => recording))
  const show = (next: CardState) => {
    setAnswer(null)
    setState(next)
  }
  const ask = () => {
    setAnswer(null)
    if (recordings.length > 0) order.run({ recordings }, setAnswer)
  }
  useShortcuts([
    { key: 'F9', label: t('printing.order'), run: ask, enabled: recordings.length > 0 && !order.pending },
    {
      key: 'F6',
      label: t('printing.noCard'),
      run: settleNone,
      enabled: uncertain.length > 0,
    },
    { key: 'F7', label: t('printing.blanks.open'), run: () => setBlanks(true) },
    { key: 'F8', label: t('printing.where.title'), run: where },
  ])
  // What only a restore leaves is offered where there is some.
  const offered = CARD_STATES.filter(
    (value) => value !== 'claimed' || state === value || (counts.data?.claimed ?? 0) > 0,
  )
  const choices = offered.map((value) => ({
    value,
    label: t(`printing.states.${value}`),
    hint: formatCount(counts.data?.[value] ?? 0, language),
  }))
  return (
    <Page
      title={t('printing.title')}
      tools={
        <>
          <TextInput
            w={240}
            leftSection={<IconSearch size={16} aria-hidden />}
            aria-label={t('printing.search')}
            placeholder={t('printing.search')}
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
          />
          <ActButton hint="F7" onClick={() => setBlanks(true)}>
            {t('printing.blanks.open')}
          </ActButton>
          <ActButton hint="F8" onClick={where}>
            {t('printing.where.title')}
          </ActButton>
        </>
      }
      primary={
        <ActButton
          variant="filled"
          hint="F9"
          pending={order.pending}
          disabled={recordings.length === 0}
          onClick={ask}
        >
          {recordings.length > 0 ? t('printing.orderOf', { count: recordings.length }) : t('printing.order')}
        </ActButton>
      }
    >
      <div className={`${form.column} ${classes.above}`}>
        <Segments label={t('printing.show')} choices={choices} value={state} onChange={show} />
        <RefusalPanel error={list.error ?? counts.error ?? order.error} />
        {uncertain.length > 0 ? (
          <div className={form.row}>
            <p className={form.quiet}>{t('printing.uncertain')}</p>
            <ActButton hint="F6" onClick={settleNone}>
              {t('printing.noCardsOf', { count: uncertain.length })}
            </ActButton>
          </div>
        ) : null}
        {answer ? (
          <p className={form.quiet} role="status">
            {t('printing.ordered', { granted: answer.granted })}{' '}
            {answer.stopped
              ? t('printing.orderedStopped')
              : answer.waiting > 0
                ? t('printing.orderedWaiting', { waiting: answer.waiting })
                : null}
          </p>
        ) : null}
      </div>
      {list.data ? (
        <CardTable
          key={state}
          state={state}
          cards={cards}
          total={list.data.pages[0]?.total ?? cards.length}
          onNearEnd={more}
        />
      ) : null}
      {list.isPending ? <Waiting rows={8} /> : null}
      {blanks ? <BlanksDialog onClose={() => setBlanks(false)} /> : null}
      {noCards ? (
        <NoCardsDialog
          recordings={noCards}
          onClose={() => setNoCards(null)}
          onAsked={(settled) => setAnswer({ ...settled, stopped: false })}
        />
      ) : null}
    </Page>
  )
}
