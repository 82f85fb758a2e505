import { Button } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Slot } from '../../../../contract/enrolment.ts'
import { client } from '../../../rpc.ts'
import { RefusalPanel } from '../../../ui/refusal-panel.tsx'
import { StatusWord } from '../../../ui/status-word.tsx'
import { PREPARING } from '../guide/capture-work.ts'
import { useDraft, useTakeDraft } from '../guide/draft-context.tsx'
import { slotOfFile } from './slot-names.ts'

/** Several image files at once: each goes to the slot that its name says. */
export function FilesButton({ slots }: { slots: readonly Slot[] }) {
  const { t } = useTranslation()
  const { draft } = useDraft()
  const take = useTakeDraft()
  const input = useRef<HTMLInputElement>(null)
  const [strange, setStrange] = useState<readonly string[]>([])
  const save = useMutation({
    mutationKey: PREPARING,
    mutationFn: async (files: readonly File[]) => {
      for (const file of files) {
        const slot = slotOfFile(file.name, slots)
        if (slot === null) continue
        const meta = { device: t('enrolment.photo.fromFile') }
        take(await client.enrolment.saveCapture({ id: draft.id, slot, file, meta }))
      }
    },
  })
  return (
    <>
      {save.error ? <RefusalPanel error={save.error} onDismiss={save.reset} /> : null}
      {strange.length > 0 ? (
        <StatusWord meaning="menunggu" word={t('enrolment.capture.strange', { names: strange.join(', ') })} />
      ) : null}
      <Button variant="default" loading={save.isPending} onClick={() => input.current?.click()}>
        {t('enrolment.capture.files')}
      </Button>
      <input
        ref={input}
        type="file"
        multiple
        hidden
        accept="image/png,image/jpeg"
        onChange={({ currentTarget }) => {
          const files = [...(currentTarget.files ?? [])]
          currentTarget.value = ''
          setStrange(files.map(({ name }) => name).filter((name) => slotOfFile(name, slots) === null))
          save.mutate(files)
        }}
      />
    </>
  )
}
