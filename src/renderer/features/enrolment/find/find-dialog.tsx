import { Modal, TextInput } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { type KeyboardEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { orpc } from '../../../orpc.ts'
import { useShortcuts } from '../../../ui/keys/keys.tsx'
import { RefusalPanel } from '../../../ui/refusal-panel.tsx'
import { rowAfter } from '../../../ui/row-keys.ts'
import { useDebounced } from '../../../ui/use-debounced.ts'
import { MaskedNik } from '../words/masked-nik.tsx'
import classes from './find-dialog.module.css'
import { type Found, foundIn } from './found.ts'

/** Finds a parked or recorded resident by NIK or name; a scanned NIK that nobody has starts a recording. */
export function FindDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const [text, setText] = useState('')
  const [at, setAt] = useState(0)
  const asked = useDebounced(text.trim())
  const drafts = useQuery(orpc.enrolment.drafts.queryOptions({ input: {} }))
  const list = useQuery(
    orpc.enrolment.list.queryOptions({
      input: { text: asked.replace(/(?<=[0-9]) (?=[0-9])/g, ''), limit: 20 },
      enabled: asked !== '',
      placeholderData: keepPreviousData,
    }),
  )
  useShortcuts([{ key: 'Escape', also: 'F2', label: t('ui.dismiss'), run: onClose }], 'dialog')
  const found = foundIn(asked, drafts.data ?? [], list.data?.rows ?? [])

  const open = (one: Found) => {
    onClose()
    if (one.kind === 'draft') void navigate({ to: '/enrolment/draft/$id', params: { id: one.id } })
    else if (one.kind === 'recording')
      void navigate({ to: '/enrolment/recording/$id', params: { id: one.id } })
    else void navigate({ to: '/enrolment/new', state: { nik: one.nik } })
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const chosen = found[at]
    if (event.key === 'Enter' && chosen) return open(chosen)
    const next = event.key.startsWith('Arrow') ? rowAfter(event.key, at, found.length) : null
    if (next === null) return
    event.preventDefault()
    setAt(next)
  }
  return (
    <Modal
      opened
      onClose={onClose}
      withCloseButton={false}
      size={640}
      yOffset={64}
      centered={false}
      padding={0}
    >
      <TextInput
        size="md"
        variant="unstyled"
        className={classes.input}
        leftSection={<IconSearch size={20} aria-hidden />}
        aria-label={t('find.title')}
        placeholder={t('find.placeholder')}
        data-autofocus
        value={text}
        onChange={(event) => {
          setText(event.currentTarget.value)
          setAt(0)
        }}
        onKeyDown={onKeyDown}
      />
      <RefusalPanel error={list.error} />
      <ul className={classes.found}>
        {found.map((one, index) => (
          <li key={`${one.kind} ${one.id}`}>
            <button
              type="button"
              className={classes.one}
              data-at={index === at || undefined}
              onClick={() => open(one)}
            >
              <span className={classes.kind}>{t(`find.kinds.${one.kind}`)}</span>
              <strong>{one.name === '' ? t('enrolment.noName') : one.name}</strong>
              <MaskedNik nik={one.nik} />
            </button>
          </li>
        ))}
        {asked !== '' && found.length === 0 && list.data ? (
          <li className={classes.none}>{t('find.none')}</li>
        ) : null}
      </ul>
    </Modal>
  )
}
