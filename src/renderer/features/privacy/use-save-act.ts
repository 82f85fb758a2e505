import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { RetentionAct } from '../../../contract/privacy.ts'
import { orpc } from '../../orpc.ts'
import { useAct } from '../../ui/use-act.ts'

/** Saves the berita acara of a destruction where a person says, with the signed list beside it. */
export function useSaveAct() {
  const { t } = useTranslation()
  const choose = useAct(orpc.settings.choosePath.mutationOptions())
  const save = useAct(orpc.privacy.saveAct.mutationOptions())
  const [saved, setSaved] = useState('')
  return {
    saved,
    pending: choose.pending || save.pending,
    error: choose.error ?? save.error,
    run: ({ id, number }: RetentionAct) =>
      choose.run({ kind: 'save', suggested: `${number.replaceAll('/', '-')}.pdf` }, ({ path }) => {
        if (path !== null)
          save.run({ id, path: path.toLowerCase().endsWith('.pdf') ? path : `${path}.pdf` }, (made) =>
            setSaved(t('privacy.acts.saved', { path: made.path, list: made.list })),
          )
      }),
  }
}
