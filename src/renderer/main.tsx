/** The page's entry: words, then the window. Runs in the sandboxed renderer. */
import { createRoot } from 'react-dom/client'
import { App } from './app/app.tsx'
import { startWords } from './i18n/i18n.ts'
import { titlePractice } from './ui/practice-page.ts'
import { keptTextSize, setTextSize } from './ui/text-size.ts'
import '@fontsource-variable/inter/wght.css'
import './ui/global.css'

const root = document.getElementById('root')
if (!root) throw new Error('index.html has no #root')
setTextSize(keptTextSize())
titlePractice()
// Not awaited at the top: other words come in a file of their own, which waits until this one has run to its end.
void startWords().then(() => createRoot(root).render(<App />))
