/**
 * Which address shows which page. A room adds a route here and, if it stands in the rail, a line in rooms.ts. Pages are
 * fetched when they are first opened, so that the window is usable before they are.
 */
import {
  createHashHistory,
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
} from '@tanstack/react-router'
import { Home } from './home.tsx'
import './history-state.ts'
import { Frame } from './frame/frame.tsx'

const root = createRootRoute({ component: Frame })

const home = createRoute({
  getParentRoute: () => root,
  path: '/',
  component: Home,
})

const queueRoom = createRoute({
  getParentRoute: () => root,
  path: '/queue',
  component: lazyRouteComponent(() => import('../features/queue/queue-page.tsx'), 'QueuePage'),
})

const enrolmentList = createRoute({
  getParentRoute: () => root,
  path: '/enrolment',
  component: lazyRouteComponent(() => import('../features/enrolment/list/list-page.tsx'), 'ListPage'),
})

const enrolmentNew = createRoute({
  getParentRoute: () => root,
  path: '/enrolment/new',
  component: lazyRouteComponent(() => import('../features/enrolment/start/start-page.tsx'), 'StartPage'),
})

const enrolmentDraft = createRoute({
  getParentRoute: () => root,
  path: '/enrolment/draft/$id',
  component: lazyRouteComponent(() => import('../features/enrolment/guide/guide-page.tsx'), 'GuidePage'),
})

const enrolmentSealed = createRoute({
  getParentRoute: () => root,
  path: '/enrolment/sealed/$id',
  component: lazyRouteComponent(() => import('../features/enrolment/sealed/sealed-page.tsx'), 'SealedPage'),
})

const enrolmentShow = createRoute({
  getParentRoute: () => root,
  path: '/enrolment/recording/$id',
  component: lazyRouteComponent(
    () => import('../features/enrolment/recording/recording-page.tsx'),
    'RecordingPage',
  ),
})

const residentsRoom = createRoute({
  getParentRoute: () => root,
  path: '/residents',
  component: lazyRouteComponent(() => import('../features/resident/residents-page.tsx'), 'ResidentsPage'),
})

const residentsImport = createRoute({
  getParentRoute: () => root,
  path: '/residents/import',
  component: lazyRouteComponent(() => import('../features/resident/import-page.tsx'), 'ImportPage'),
})

const residentsOne = createRoute({
  getParentRoute: () => root,
  path: '/residents/$key',
  component: lazyRouteComponent(() => import('./resident/resident.tsx'), 'Resident'),
})

const suketList = createRoute({
  getParentRoute: () => root,
  path: '/suket',
  component: lazyRouteComponent(() => import('../features/suket/suket-page.tsx'), 'SuketPage'),
})

const suketCheck = createRoute({
  getParentRoute: () => root,
  path: '/suket/check',
  component: lazyRouteComponent(() => import('../features/suket/check-page.tsx'), 'CheckPage'),
})

const suketRecap = createRoute({
  getParentRoute: () => root,
  path: '/suket/recap',
  component: lazyRouteComponent(() => import('../features/suket/recap-page.tsx'), 'RecapPage'),
})

const suketLetter = createRoute({
  getParentRoute: () => root,
  path: '/suket/$id',
  component: lazyRouteComponent(() => import('../features/suket/letter-page.tsx'), 'LetterPage'),
})

const printingRoom = createRoute({
  getParentRoute: () => root,
  path: '/printing',
  component: lazyRouteComponent(() => import('../features/printing/printing-page.tsx'), 'PrintingPage'),
})

const printingWhere = createRoute({
  getParentRoute: () => root,
  path: '/printing/where',
  component: lazyRouteComponent(() => import('../features/printing/where/where-page.tsx'), 'WherePage'),
})

const uploadRoom = createRoute({
  getParentRoute: () => root,
  path: '/upload',
  component: lazyRouteComponent(() => import('./sending-page.tsx'), 'SendingPage'),
})

const backupRoom = createRoute({
  getParentRoute: () => root,
  path: '/backup',
  component: lazyRouteComponent(() => import('../features/backup/backup-page.tsx'), 'BackupPage'),
})

const gainRoom = createRoute({
  getParentRoute: () => root,
  path: '/restore/gain',
  component: lazyRouteComponent(() => import('../features/restore/gain-page.tsx'), 'GainPage'),
})

const drillRoom = createRoute({
  getParentRoute: () => root,
  path: '/restore/drill',
  component: lazyRouteComponent(() => import('../features/restore/drill-page.tsx'), 'DrillPage'),
})

const emptyRoom = createRoute({
  getParentRoute: () => root,
  path: '/restore/empty',
  component: lazyRouteComponent(() => import('../features/restore/empty-page.tsx'), 'EmptyPage'),
})

const boardRoom = createRoute({
  getParentRoute: () => root,
  path: '/board',
  component: lazyRouteComponent(() => import('../features/board/board-page.tsx'), 'BoardPage'),
})

const boardDay = createRoute({
  getParentRoute: () => root,
  path: '/board/day',
  component: lazyRouteComponent(() => import('../features/board/day-page.tsx'), 'DayPage'),
})

const boardReport = createRoute({
  getParentRoute: () => root,
  path: '/board/report',
  component: lazyRouteComponent(() => import('../features/board/report-page.tsx'), 'ReportPage'),
})

const boardRecap = createRoute({
  getParentRoute: () => root,
  path: '/board/recap',
  component: lazyRouteComponent(() => import('../features/board/recap-page.tsx'), 'RecapPage'),
})

const settingsRoom = createRoute({
  getParentRoute: () => root,
  path: '/settings',
  component: lazyRouteComponent(() => import('../features/settings/settings-page.tsx'), 'SettingsPage'),
})

const guidesRoom = createRoute({
  getParentRoute: () => root,
  path: '/settings/guides',
  component: lazyRouteComponent(() => import('../features/settings/guides-page.tsx'), 'GuidesPage'),
})

const privacyRoom = createRoute({
  getParentRoute: () => root,
  path: '/settings/privacy',
  component: lazyRouteComponent(() => import('../features/privacy/privacy-page.tsx'), 'PrivacyPage'),
})

const accountsRoom = createRoute({
  getParentRoute: () => root,
  path: '/settings/accounts',
  component: lazyRouteComponent(() => import('../features/account/accounts-page.tsx'), 'AccountsPage'),
})

export const router = createRouter({
  routeTree: root.addChildren([
    home,
    queueRoom,
    enrolmentList,
    enrolmentNew,
    enrolmentDraft,
    enrolmentSealed,
    enrolmentShow,
    residentsRoom,
    residentsImport,
    residentsOne,
    suketList,
    suketCheck,
    suketRecap,
    suketLetter,
    printingRoom,
    printingWhere,
    uploadRoom,
    backupRoom,
    gainRoom,
    drillRoom,
    emptyRoom,
    boardRoom,
    boardDay,
    boardReport,
    boardRecap,
    settingsRoom,
    accountsRoom,
    guidesRoom,
    privacyRoom,
  ]),
  history: createHashHistory(),
  defaultPendingMs: 300,
})

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
}
