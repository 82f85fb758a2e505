import { Menu } from '@mantine/core'
import { IconDots } from '@tabler/icons-react'
import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { ActButton } from './act-button.tsx'

export interface MoreAct {
  readonly label: string
  readonly run: () => void
  readonly disabled?: boolean
}

/** What else can be done with a thing, besides its one main act. Opened by Enter, walked by arrows, left by Escape. */
export function MoreMenu({ of, acts }: { of: string; acts: readonly MoreAct[] }) {
  const { t } = useTranslation()
  const opener = useRef<HTMLButtonElement>(null)
  return (
    <Menu position="bottom-end" shadow="md" transitionProps={{ duration: 0 }}>
      <Menu.Target>
        <ActButton
          ref={opener}
          aria-label={t('ui.moreOf', { what: of })}
          leftSection={<IconDots size={16} aria-hidden />}
        >
          {t('ui.more')}
        </ActButton>
      </Menu.Target>
      <Menu.Dropdown>
        {acts.map(({ label, run, disabled = false }) => (
          <Menu.Item
            key={label}
            disabled={disabled}
            onClick={() => {
              // What the act opens gives the focus back to where it was: never to an item that is gone.
              opener.current?.focus()
              run()
            }}
          >
            {label}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}
