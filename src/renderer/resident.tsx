/** The entry of the resident's window. Runs in the sandboxed renderer, in a session of its own. */
import { createRoot } from 'react-dom/client'
import { FacingApp } from './features/enrolment/facing/facing-app.tsx'
import { startWords } from './i18n/i18n.ts'
import { titlePractice } from './ui/practice-page.ts'
import '@fontsource-variable/inter/wght.css'
import './ui/global.css'

const root = document.getElementById('root')
if (!root) throw new Error('resident.html has no #root')
titlePractice()
// Not awaited at the top (main.tsx).
void startWords().then(() => createRoot(root).render(<FacingApp />))
