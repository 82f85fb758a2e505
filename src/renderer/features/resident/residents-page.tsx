import { NativeSelect, TextInput } from '@mantine/core'
import { IconSearch, IconUsersGroup } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useLocation, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLanguage } from '../../i18n/use-language.ts'
import { orpc } from '../../orpc.ts'
import { ActButton } from '../../ui/act-button.tsx'
import { formatCount } from '../../ui/amount.ts'
import { Empty } from '../../ui/empty.tsx'
import { useShortcuts } from '../../ui/keys/keys.tsx'
import { Page } from '../../ui/page.tsx'
import { RefusalPanel } from '../../ui/refusal-panel.tsx'
import { useDebounced } from '../../ui/use-debounced.ts'
import { useMay } from '../../ui/use-may.ts'
import { Waiting } from '../../ui/waiting.tsx'
import { useInstant } from '../../ui/zone-context.tsx'
import classes from './resident-page.module.css'
import { ResidentTable } from './resident-table.tsx'

/** As fast as one types: an answer takes milliseconds. */
const TYPING_MS = 80

/** Penduduk: the Dinas' list, searched while one types. */
export function ResidentsPage() {
  const { t } = useTranslation()
  const language = useLanguage()
  const instant = useInstant()
  const navigate = useNavigate()
  const state = useQuery(orpc.resident.listState.queryOptions({ input: {} }))
  const [text, setText] = useState(useLocation({ select: ({ state: { asked } }) => asked }) ?? '')
  const [village, setVillage] = useState('')
  const asked = useDebounced(text.trim(), TYPING_MS)
  const may = useMay()
  const mayImport = may('resident.importList')
  const maySearch = may('resident.search')
  const bringIn = () => void navigate({ to: '/residents/import' })
  useShortcuts([{ key: 'F9', label: t('residents.import'), run: bringIn, enabled: mayImport }])
  const list = state.data
  return (
    <Page
      title={t('residents.title')}
      tools={
        list && maySearch ? (
          <>
            <TextInput
              w={360}
              autoFocus
              data-autofocus
              leftSection={<IconSearch size={16} aria-hidden />}
              aria-label={t('residents.search')}
              placeholder={t('residents.search')}
              maxLength={200}
              value={text}
              onChange={(event) => setText(event.currentTarget.value)}
            />
            <NativeSelect
              w={220}
              aria-label={t('residents.village')}
              value={village}
              onChange={({ currentTarget: { value } }) => setVillage(value)}
              data={[{ value: '', label: t('residents.everyVillage') }, ...list.villages]}
            />
          </>
        ) : null
      }
      primary={
        mayImport ? (
          <ActButton variant="filled" hint="F9" onClick={bringIn}>
            {t('residents.import')}
          </ActButton>
        ) : null
      }
    >
      <div>
        <RefusalPanel error={state.error} />
        {list ? (
          <p className={classes.about}>
            {t('residents.about', {
              total: formatCount(list.residents, language),
              file: list.file,
              at: instant(list.importedAt),
            })}
          </p>
        ) : null}
      </div>
      {state.isPending ? <Waiting rows={10} /> : null}
      {list === null ? (
        <Empty
          icon={IconUsersGroup}
          title={t('residents.none')}
          text={t(mayImport ? 'residents.noneText' : 'residents.noneDesk')}
          action={mayImport ? <ActButton onClick={bringIn}>{t('residents.import')}</ActButton> : null}
        />
      ) : null}
      {list && maySearch ? <ResidentTable text={asked} village={village} /> : null}
    </Page>
  )
}
