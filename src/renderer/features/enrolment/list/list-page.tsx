import { NativeSelect, TextInput } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import { useLocation, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { AGES, type Age } from '../../../../contract/ages.ts'
import { type Purpose, PURPOSES } from '../../../../contract/application.ts'
import { SHOWN, type Shown } from '../../../../contract/enrolment.ts'
import { CENTRAL_STATUSES, type CentralStatus, statusWord } from '../../../../contract/status.ts'
import { useLanguage } from '../../../i18n/use-language.ts'
import { ActButton } from '../../../ui/act-button.tsx'
import { Page } from '../../../ui/page.tsx'
import { useDebounced } from '../../../ui/use-debounced.ts'
import { Approvals } from './approvals.tsx'
import { Drafts } from './drafts.tsx'
import { Recordings } from './recordings.tsx'

interface Filter {
  readonly show?: Shown | undefined
  readonly status?: CentralStatus | undefined
  readonly age?: Age | undefined
}

/** The room's first page: what is parked, and every recording of this station. */
export function ListPage() {
  const { t } = useTranslation()
  const language = useLanguage()
  const navigate = useNavigate()
  const [text, setText] = useState('')
  const given = useLocation({ select: ({ state }) => state })
  const [filter, setFilter] = useState<Filter>({ show: given.show, status: given.status, age: given.age })
  const [purpose, setPurpose] = useState<Purpose | ''>('')
  const asked = useDebounced(text.trim())
  return (
    <Page
      title={t('rooms.enrolment')}
      tools={
        <>
          <TextInput
            w={280}
            leftSection={<IconSearch size={16} aria-hidden />}
            aria-label={t('enrolment.list.search')}
            placeholder={t('enrolment.list.search')}
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
          />
          <NativeSelect
            w={220}
            aria-label={t('enrolment.list.status')}
            value={filter.show ?? filter.status ?? ''}
            onChange={({ currentTarget: { value } }) =>
              setFilter({
                show: SHOWN.find((known) => known === value),
                status: CENTRAL_STATUSES.find((known) => known === value),
              })
            }
            data={[
              { value: '', label: t('enrolment.list.anyStatus') },
              {
                group: t('enrolment.list.shown'),
                items: SHOWN.map((value) => ({ value, label: t(`enrolment.list.shows.${value}`) })),
              },
              {
                group: t('enrolment.list.status'),
                items: CENTRAL_STATUSES.map((value) => ({
                  value,
                  label: statusWord(value, language),
                })),
              },
            ]}
          />
          {filter.status === undefined ? null : (
            <NativeSelect
              w={150}
              aria-label={t('enrolment.list.age')}
              value={filter.age ?? ''}
              onChange={({ currentTarget: { value } }) =>
                setFilter({ ...filter, age: AGES.find((known) => known === value) })
              }
              data={[
                { value: '', label: t('enrolment.list.anyAge') },
                ...AGES.map((value) => ({ value, label: t(`enrolment.list.ages.${value}`) })),
              ]}
            />
          )}
          <NativeSelect
            w={180}
            aria-label={t('enrolment.application.title')}
            value={purpose}
            onChange={(event) =>
              setPurpose(PURPOSES.find((known) => known === event.currentTarget.value) ?? '')
            }
            data={[
              { value: '', label: t('enrolment.application.any') },
              ...PURPOSES.map((value) => ({ value, label: t(`queue.purposes.${value}`) })),
            ]}
          />
        </>
      }
      primary={
        <ActButton variant="filled" hint="F3" onClick={() => void navigate({ to: '/enrolment/new' })}>
          {t('enrolment.list.new')}
        </ActButton>
      }
    >
      <Drafts />
      <Approvals />
      <Recordings text={asked} {...filter} purpose={purpose === '' ? undefined : purpose} />
    </Page>
  )
}
