import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Bag } from '../../../contract/export.ts'
import { orpc } from '../../orpc.ts'
import { ActButton } from '../../ui/act-button.tsx'
import form from '../../ui/form.module.css'
import { useShortcuts } from '../../ui/keys/keys.tsx'
import { RefusalPanel } from '../../ui/refusal-panel.tsx'
import { StatusWord } from '../../ui/status-word.tsx'
import { useInstant } from '../../ui/zone-context.tsx'
import { bagMeaning, openSteps } from './bag-words.ts'
import type { StepName } from './step-form.tsx'
import { useBagWords } from './use-bag-words.ts'

interface BagLifeProps {
  readonly bag: Bag
  readonly onStep: (step: StepName | 'letter') => void
  readonly onClose: () => void
}

const WORDS = { 'hand-over': 'bag.handOver', arrived: 'bag.arrived', lost: 'bag.lost' } as const

/** Where a bag is, what has to be done, and every step so far. */
export function BagLife({ bag, onStep, onClose }: BagLifeProps) {
  const { t } = useTranslation()
  const instant = useInstant()
  const words = useBagWords()
  const history = useQuery(orpc.export.history.queryOptions({ input: { bag: bag.id } }))
  useShortcuts([{ key: 'Escape', label: t('upload.close'), run: onClose }], 'dialog')
  const isBag = bag.state !== 'interrupted' && bag.state !== 'unused'
  return (
    <div className={form.column}>
      <StatusWord meaning={bagMeaning(bag)} word={words(bag)} />
      {bag.overdue ? (
        <p className={form.quiet}>
          {t(`bag.todo.${bag.overdue.step}`, { who: bag.handedTo ?? '', telephone: bag.telephone ?? '' })}
        </p>
      ) : null}
      <RefusalPanel error={history.error} />
      <dl className={form.facts} aria-label={t('bag.life')}>
        {(history.data ?? []).map(({ at, state, who, telephone, note, signature, operator }) => (
          <div key={`${at} ${state}`} style={{ display: 'contents' }}>
            <dt>{instant(at)}</dt>
            <dd>
              {[
                t(`upload.bagStates.${state}`, { answered: bag.answered, packets: bag.packets }),
                who,
                telephone,
                note,
                signature === null ? null : t('bag.signed'),
                t('bag.by', { operator }),
              ]
                .filter(Boolean)
                .join(', ')}
            </dd>
          </div>
        ))}
      </dl>
      <p className={form.quiet}>{bag.folder}</p>
      <div className={form.foot}>
        <ActButton hint="Escape" data-autofocus onClick={onClose}>
          {t('upload.close')}
        </ActButton>
        <span style={{ display: 'flex', gap: 8 }}>
          {isBag ? <ActButton onClick={() => onStep('letter')}>{t('upload.letter')}</ActButton> : null}
          {openSteps(bag.state).map((step) => (
            <ActButton
              key={step}
              variant={step === 'hand-over' ? 'filled' : 'default'}
              onClick={() => onStep(step)}
            >
              {t(WORDS[step])}
            </ActButton>
          ))}
        </span>
      </div>
    </div>
  )
}
