import { Modal, TextInput } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Card, IDENTITY_CHECKS } from '../../../contract/printing.ts'
import { orpc } from '../../orpc.ts'
import { ActButton } from '../../ui/act-button.tsx'
import { enterNext } from '../../ui/enter-next.ts'
import form from '../../ui/form.module.css'
import { useShortcuts } from '../../ui/keys/keys.tsx'
import { isReason, ReasonField } from '../../ui/reason-field.tsx'
import { RefusalPanel } from '../../ui/refusal-panel.tsx'
import { Segments } from '../../ui/segments.tsx'
import { useAct } from '../../ui/use-act.ts'
import { useSettleClaims } from './use-settle-claims.ts'

type Way = 'printed' | 'misprint' | 'handOver' | 'here' | 'noCard'

const WAYS: Readonly<Record<Card['state'], readonly Way[]>> = {
  ready: [],
  ordered: ['noCard', 'here'],
  claimed: ['here', 'noCard'],
  granted: ['printed', 'misprint'],
  printed: ['handOver', 'misprint'],
  issued: [],
}

const TEXTS = {
  printed: 'printing.printText',
  misprint: 'printing.misprintText',
  here: 'printing.hereText',
  noCard: 'printing.noCardText',
} as const

/** What can be done with one card now: its print recorded, a misprint, its hand-over. */
export function CardDialog({ card, onClose }: { card: Card; onClose: () => void }) {
  const { t } = useTranslation()
  const queries = useQueryClient()
  const refresh = () => queries.invalidateQueries()
  const printed = useAct({ ...orpc.printing.printed.mutationOptions(), onSuccess: refresh })
  const misprint = useAct({ ...orpc.printing.misprint.mutationOptions(), onSuccess: refresh })
  const handOver = useAct({ ...orpc.printing.handOver.mutationOptions(), onSuccess: refresh })
  const { claim, stop } = useSettleClaims()
  const ways = WAYS[card.state]
  const [way, setWay] = useState<Way>(ways[0] ?? 'printed')
  const [words, setWords] = useState('')
  const [checked, setChecked] = useState<(typeof IDENTITY_CHECKS)[number] | null>(null)
  const [tried, setTried] = useState(false)
  const [withdrawn, setWithdrawn] = useState<string[] | null>(null)
  const pending = printed.pending || misprint.pending || handOver.pending || claim.pending
  // A site that is silent is waited for: whoever does not want to, stops, and the card stays ordered.
  const asking = claim.pending && way === 'noCard'
  const back = asking ? stop : onClose
  const backWord = t(asking ? 'printing.stop' : 'printing.back')
  const { recording } = card
  const said = words.trim()
  const submit = () => {
    setTried(true)
    if (way === 'printed') printed.run(said.length > 1 ? { recording, serial: said } : { recording }, onClose)
    else if (way === 'misprint' && isReason(words)) misprint.run({ recording, reason: said }, onClose)
    else if ((way === 'here' || way === 'noCard') && isReason(words))
      claim.run({ recordings: [recording], card: way === 'here' ? 'here' : 'none', reason: said }, onClose)
    else if (way === 'handOver' && checked !== null && said.length > 1) {
      handOver.run({ recording, checked, by: said }, (answer) => setWithdrawn(answer.withdrawn))
    }
  }
  const finished = withdrawn !== null
  useShortcuts(
    [
      { key: 'Escape', label: backWord, run: back, enabled: asking || !pending },
      { key: 'F10', label: t('printing.save'), run: finished ? onClose : submit, enabled: !pending },
    ],
    'dialog',
  )
  const missing = tried && said.length < 2 ? t('printing.required') : undefined
  return (
    <Modal opened onClose={onClose} closeOnEscape={false} title={card.name} size={640}>
      {finished ? (
        <div className={form.column}>
          <strong role="status">{t('printing.handed')}</strong>
          {withdrawn.length > 0 ? <p>{t('printing.takeBack', { numbers: withdrawn.join(', ') })}</p> : null}
          <div className={form.foot}>
            <ActButton variant="filled" hint="F10" autoFocus onClick={onClose}>
              {t('printing.close')}
            </ActButton>
          </div>
        </div>
      ) : (
        <form
          className={form.column}
          onKeyDown={enterNext(submit)}
          onSubmit={(event) => {
            event.preventDefault()
            submit()
          }}
        >
          {ways.length > 1 ? (
            <Segments
              first
              label={t('printing.state')}
              choices={ways.map((value) => ({ value, label: t(`printing.${value}`) }))}
              value={way}
              onChange={setWay}
            />
          ) : null}
          {way === 'handOver' ? (
            <>
              <Segments
                down
                label={t('printing.checked')}
                choices={IDENTITY_CHECKS.map((value) => ({ value, label: t(`printing.checks.${value}`) }))}
                value={checked}
                onChange={setChecked}
              />
              {tried && checked === null ? <p role="alert">{t('printing.required')}</p> : null}
            </>
          ) : (
            <p className={form.quiet}>{t(TEXTS[way])}</p>
          )}
          {way === 'misprint' || way === 'here' || way === 'noCard' ? (
            <ReasonField
              label={t('printing.reason')}
              value={words}
              onChange={setWords}
              error={missing}
              reasons={
                way === 'misprint'
                  ? [t('printing.reasons.ribbon'), t('printing.reasons.faded'), t('printing.reasons.chip')]
                  : []
              }
            />
          ) : (
            <TextInput
              label={t(way === 'printed' ? 'printing.serial' : 'printing.by')}
              description={way === 'printed' ? undefined : t('printing.byHint')}
              value={words}
              maxLength={way === 'printed' ? 40 : 100}
              error={way === 'printed' ? undefined : missing}
              onChange={(event) => setWords(event.currentTarget.value)}
            />
          )}
          <RefusalPanel error={printed.error ?? misprint.error ?? handOver.error ?? claim.error} />
          <div className={form.foot}>
            <ActButton hint="Escape" disabled={pending && !asking} onClick={back}>
              {backWord}
            </ActButton>
            <ActButton type="submit" variant="filled" hint="F10" pending={pending}>
              {t('printing.save')}
            </ActButton>
          </div>
        </form>
      )}
    </Modal>
  )
}
