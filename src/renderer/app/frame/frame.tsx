import { Outlet } from '@tanstack/react-router'
import { useState } from 'react'
import { Finder } from './finder.tsx'
import classes from './frame.module.css'
import { Rail } from './rail.tsx'
import { ShortcutsDialog } from './shortcuts-dialog.tsx'
import { TopBar } from './top-bar.tsx'
import { useFrameShortcuts } from './use-frame-shortcuts.ts'

/** The frame of every page: top bar, rail, and the room's page (LOOK: frame, at 1366 x 768). */
export function Frame() {
  const [finding, setFinding] = useState(false)
  const [helping, setHelping] = useState(false)
  useFrameShortcuts({ find: () => setFinding(true), help: () => setHelping(true) })
  return (
    <div className={classes.frame}>
      <TopBar onFind={() => setFinding(true)} />
      <Rail onHelp={() => setHelping(true)} />
      <main className={classes.main}>
        <Outlet />
      </main>
      {finding ? <Finder onClose={() => setFinding(false)} /> : null}
      {helping ? <ShortcutsDialog onClose={() => setHelping(false)} /> : null}
    </div>
  )
}
