import { Outlet, useMatches } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { useStrayTyping } from '../../ui/keys/keys.tsx'
import { useManual } from '../manual/manual.tsx'
import { PAGE_OF } from '../manual/page-of.ts'
import { usePalette } from '../palette/use-palette.tsx'
import { Finder } from './finder.tsx'
import classes from './frame.module.css'
import { Rail } from './rail.tsx'
import { TopBar } from './top-bar.tsx'
import { useFrameShortcuts } from './use-frame-shortcuts.ts'

/** The frame of every page: top bar, rail, and the room's page (LOOK: frame, at 1366 x 768). */
export function Frame() {
  /** What the search starts with; null while it is closed. */
  const [finding, setFinding] = useState<string | null>(null)
  const { openPalette, palette } = usePalette()
  const rest = useFrameShortcuts({ find: () => setFinding(''), palette: openPalette })
  const route = useMatches({ select: (matches) => matches.at(-1)?.fullPath })
  const { open, manual } = useManual(PAGE_OF[route ?? '/'] ?? 'keyboard')
  useStrayTyping((typed) => setFinding((before) => (before ?? '') + typed))
  useEffect(() => Finder.preload(), [])
  return (
    <div className={classes.frame}>
      <TopBar onFind={() => setFinding('')} onRest={rest} />
      <Rail onHelp={open} />
      <main className={classes.main}>
        <Outlet />
      </main>
      {finding === null ? null : <Finder start={finding} onClose={() => setFinding(null)} />}
      {palette}
      {manual}
    </div>
  )
}
