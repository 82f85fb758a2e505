import {
  IconCertificate,
  IconChartBar,
  IconDeviceUsb,
  IconId,
  IconSend,
  IconSettings,
  IconUserScan,
  IconUsers,
} from '@tabler/icons-react'

/** The rooms of the rail, in their order; `foot` stands at its lower end. Only rooms that exist stand here. */
export const ROOMS = [
  { to: '/queue', word: 'queue.title', icon: IconUsers, foot: false },
  { to: '/enrolment', word: 'rooms.enrolment', icon: IconUserScan, foot: false },
  { to: '/suket', word: 'suket.title', icon: IconCertificate, foot: false },
  { to: '/printing', word: 'printing.title', icon: IconId, foot: false },
  { to: '/upload', word: 'upload.title', icon: IconSend, foot: false },
  { to: '/backup', word: 'backup.title', icon: IconDeviceUsb, foot: false },
  { to: '/board', word: 'board.title', icon: IconChartBar, foot: false },
  { to: '/settings', word: 'settings.title', icon: IconSettings, foot: true },
] as const

/** Whether a room can be opened: links to it are drawn as words otherwise. */
export function hasRoom(to: string): boolean {
  return ROOMS.some((room) => room.to === to)
}
