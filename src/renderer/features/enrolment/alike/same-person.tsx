import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AlikeRecording } from '../../../../contract/enrolment.ts'
import { orpc } from '../../../orpc.ts'
import { RefusalLines, RefusalPanel } from '../../../ui/refusal-panel.tsx'
import { useAct } from '../../../ui/use-act.ts'
import { useDraft, useTakeDraft } from '../guide/draft-context.tsx'
import { useStepActions } from '../guide/step-keys.tsx'

/** The operator said that it is the same person: this recording would be a duplicate, so the old one is the way on. */
export function SamePerson({ alike, onBack }: { alike: AlikeRecording; onBack: () => void }) {
  const { t } = useTranslation()
  const { draft } = useDraft()
  const take = useTakeDraft()
  const [asked, setAsked] = useState(false)
  const decide = useAct({ ...orpc.enrolment.decideAlike.mutationOptions(), onSuccess: take })
  const { recording } = alike
  useStepActions({
    next: () => {
      // A second stroke, so that nobody takes it back by a held key.
      if (!asked) setAsked(true)
      else {
        const reason = t('enrolment.alike.mistake')
        decide.run({ id: draft.id, recording, choice: 'other-person', reason })
      }
      return true
    },
    back: () => {
      onBack()
      return true
    },
    nextLabel: t(asked ? 'enrolment.alike.reallyOther' : 'enrolment.alike.other'),
    pending: decide.pending,
  })
  return (
    <>
      <RefusalLines
        refused={{
          code: 'ALIKE-SAME',
          what: t('enrolment.alike.sameWhat'),
          safe: t('enrolment.alike.sameSafe'),
          todo: t('enrolment.alike.sameTodo'),
        }}
        actions={
          <Button
            autoFocus
            variant="default"
            renderRoot={(props) => (
              <Link to="/enrolment/recording/$id" params={{ id: recording }} {...props} />
            )}
          >
            {t('enrolment.alike.openOld')}
          </Button>
        }
      />
      <RefusalPanel error={decide.error} />
    </>
  )
}
