import {
  IconCertificate,
  IconChartBar,
  IconDeviceUsb,
  IconId,
  IconSend,
  IconSettings,
  IconUserScan,
  IconUsers,
  IconUsersGroup,
} from '@tabler/icons-react'

/** The rooms of the rail, in their order; `foot` stands at its lower end, `may` is what a room is nothing without. Only rooms that exist stand here. */
export const ROOMS = [
  { to: '/queue', word: 'queue.title', icon: IconUsers, may: 'queue.today', foot: false },
  { to: '/enrolment', word: 'rooms.enrolment', icon: IconUserScan, may: 'enrolment.list', foot: false },
  { to: '/residents', word: 'residents.title', icon: IconUsersGroup, may: 'resident.listState', foot: false },
  { to: '/suket', word: 'suket.title', icon: IconCertificate, may: 'suket.list', foot: false },
  { to: '/printing', word: 'printing.title', icon: IconId, may: 'printing.list', foot: false },
  { to: '/upload', word: 'upload.title', icon: IconSend, may: 'upload.status', foot: false },
  { to: '/backup', word: 'backup.title', icon: IconDeviceUsb, may: 'backup.status', foot: false },
  { to: '/board', word: 'board.title', icon: IconChartBar, may: 'board.show', foot: false },
  { to: '/settings', word: 'settings.title', icon: IconSettings, may: 'settings.station', foot: true },
] as const

/** Whether a room can be opened: links to it are drawn as words otherwise. */
export function hasRoom(to: string): boolean {
  return ROOMS.some((room) => room.to === to)
}
