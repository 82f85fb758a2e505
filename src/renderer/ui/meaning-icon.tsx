import { IconAlertTriangle, IconArrowsSplit2, IconClock, IconShieldCheck } from '@tabler/icons-react'
import type { Meaning } from './theme.ts'

const ICONS = {
  aman: IconShieldCheck,
  menunggu: IconClock,
  bahaya: IconAlertTriangle,
  ganda: IconArrowsSplit2,
} as const

/** The icon that goes with a meaning, in its ink; a word stands beside it wherever it is used. */
export function MeaningIcon({ meaning, size = 16 }: { meaning: Meaning; size?: number }) {
  const Icon = ICONS[meaning]
  return (
    <Icon size={size} stroke={2} color={`var(--rk-${meaning}-ink)`} aria-hidden style={{ flex: 'none' }} />
  )
}
