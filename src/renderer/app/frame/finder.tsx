import { lazyPart } from '../../ui/lazy-part.tsx'

/** F2: the search of the frame, fetched when it is first opened. */
export const Finder = lazyPart<{ start: string; onClose: () => void }>(
  async () => (await import('../../features/enrolment/find/find-dialog.tsx')).FindDialog,
)
