import { useMutationState, useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { orpc } from '../orpc.ts'
import { ActButton } from './act-button.tsx'
import { actOf, shownWork, type Under, workWord } from './long-work.ts'
import classes from './states.module.css'
import { useAct } from './use-act.ts'
import { useDelayed } from './use-delayed.ts'
import { Working } from './working.tsx'

/** Nobody is told of what is done in less. */
const SHOWN_AFTER = 1000

/** Whatever takes over a second and shows itself nowhere else, at the foot of the window: in words, with how far it is where that is known. */
export function WorkBar() {
  const pending = useMutationState({
    filters: { status: 'pending' },
    select: ({ options, state }): Under => ({ act: actOf(options.mutationKey), at: state.submittedAt }),
  })
  const work = shownWork(pending)
  return work ? <Bar key={`${work.act} ${work.at}`} act={work.act} /> : null
}

function Bar({ act }: { act: string }) {
  const { t } = useTranslation()
  const long = useDelayed(SHOWN_AFTER)
  if (!long) return null
  const word = workWord(act)
  return (
    <div className={classes.bar}>
      {act === 'board-saveRecap' ? (
        <RecapWork title={t('work.board-saveRecap')} />
      ) : (
        <Working title={word ? t(`work.${word}`) : t('ui.working')} work={null} />
      )}
    </div>
  )
}

/** A recap that is counted or written, with the button that ends it. */
export function RecapWork({ title }: { title: string }) {
  const { t } = useTranslation()
  const progress = useQuery(
    orpc.board.recapProgress.queryOptions({ input: {}, refetchInterval: 300, staleTime: 0, gcTime: 0 }),
  )
  const cancel = useAct(orpc.board.cancelRecap.mutationOptions())
  return (
    <Working
      title={title}
      work={progress.data ?? null}
      cancel={<ActButton onClick={() => cancel.run({})}>{t('ui.end')}</ActButton>}
    />
  )
}
