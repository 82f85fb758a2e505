import { useMutationState, useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Progress } from '../../contract/base.ts'
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
      <WorkOf act={act} title={word ? t(`work.${word}`) : t('ui.working')} />
    </div>
  )
}

/** An act with how far it is and a way out, where it has them. */
function WorkOf({ act, title }: { act: string; title: string }) {
  switch (act) {
    case 'board-saveRecap':
      return <RecapWork title={title} />
    case 'suket-saveAll':
      return <SavesWork title={title} />
    case 'manual-saveBook':
      return <BookWork title={title} />
    case 'printing-order':
    case 'printing-settleClaims':
      return <OrderWork title={title} />
    default:
      return <Working title={title} work={null} />
  }
}

/** While it runs, how far work is. */
const FOLLOWED = { input: {}, refetchInterval: 300, staleTime: 0, gcTime: 0 } as const

/** Letters that are written into a folder. */
function SavesWork({ title }: { title: string }) {
  const progress = useQuery(orpc.suket.saveProgress.queryOptions(FOLLOWED))
  const end = useAct(orpc.suket.endSaves.mutationOptions())
  return <EndableWork title={title} work={progress.data} onEnd={() => end.run({})} />
}

/** The manual, which is made in one piece. */
function BookWork({ title }: { title: string }) {
  const end = useAct(orpc.manual.endBook.mutationOptions())
  return <EndableWork title={title} onEnd={() => end.run({})} />
}

/** Sites that are asked for the right to print. */
function OrderWork({ title }: { title: string }) {
  const end = useAct(orpc.printing.endOrder.mutationOptions())
  return <EndableWork title={title} onEnd={() => end.run({})} />
}

/** A recap that is counted or written. */
export function RecapWork({ title }: { title: string }) {
  const progress = useQuery(orpc.board.recapProgress.queryOptions(FOLLOWED))
  const end = useAct(orpc.board.cancelRecap.mutationOptions())
  return <EndableWork title={title} work={progress.data} onEnd={() => end.run({})} />
}

/** Work with the button that ends it. */
function EndableWork({
  title,
  work,
  onEnd,
}: {
  title: string
  work?: Progress | null | undefined
  onEnd: () => void
}) {
  const { t } = useTranslation()
  return (
    <Working
      title={title}
      work={work ?? null}
      cancel={<ActButton onClick={onEnd}>{t('ui.end')}</ActButton>}
    />
  )
}
