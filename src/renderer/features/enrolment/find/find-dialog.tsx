import { Modal, TextInput } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { type KeyboardEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { orpc } from '../../../orpc.ts'
import { useShortcuts, useStrayTyping } from '../../../ui/keys/keys.tsx'
import { RefusalPanel } from '../../../ui/refusal-panel.tsx'
import { rowAfter } from '../../../ui/row-keys.ts'
import { useDebounced } from '../../../ui/use-debounced.ts'
import { MaskedNik } from '../words/masked-nik.tsx'
import classes from './find-dialog.module.css'
import { type Found, foundIn, listInput } from './found.ts'

/** Finds a parked or recorded resident by NIK, name or birth date; a scanned NIK that nobody has starts a recording. */
export function FindDialog({ start, onClose }: { start: string; onClose: () => void }) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const queries = useQueryClient()
  const [text, setText] = useState(start)
  const [at, setAt] = useState(0)
  const asked = useDebounced(text.trim())
  const drafts = useQuery(orpc.enrolment.drafts.queryOptions({ input: {} }))
  const list = useQuery({
    ...orpc.enrolment.list.queryOptions({ input: listInput(asked), enabled: asked !== '' }),
    placeholderData: keepPreviousData,
  })
  const found = foundIn(asked, drafts.data ?? [], list.data?.rows ?? [])

  const open = (one: Found) => {
    onClose()
    if (one.kind === 'draft') void navigate({ to: '/enrolment/draft/$id', params: { id: one.id } })
    else if (one.kind === 'recording')
      void navigate({ to: '/enrolment/recording/$id', params: { id: one.id } })
    else void navigate({ to: '/enrolment/new', state: { nik: one.nik } })
  }
  /** A scanner's Enter comes before the list does: it opens what the list will show first. */
  const openFirst = async () => {
    const scanned = text.trim()
    const { rows } = await queries.fetchQuery(orpc.enrolment.list.queryOptions({ input: listInput(scanned) }))
    const [first] = foundIn(scanned, drafts.data ?? [], rows)
    if (first) open(first)
  }
  // A scanner is faster than the focus: what it types before the field has it is not lost.
  useStrayTyping((typed) => setText((before) => before + typed), 'dialog')
  useShortcuts(
    [
      { key: 'Escape', also: 'F2', label: t('ui.dismiss'), run: onClose },
      { key: 'Enter', label: t('find.first'), run: () => void openFirst() },
    ],
    'dialog',
  )
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter') {
      const chosen = found[at]
      if (asked === text.trim() && !list.isFetching) return chosen && open(chosen)
      return void openFirst()
    }
    const next = event.key.startsWith('Arrow') ? rowAfter(event.key, at, found.length) : null
    if (next === null) return
    event.preventDefault()
    setAt(next)
  }
  return (
    <Modal.Root opened onClose={onClose} size={640} yOffset={64} centered={false} padding={0}>
      <Modal.Overlay />
      <Modal.Content aria-label={t('find.title')}>
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
      </Modal.Content>
    </Modal.Root>
  )
}
