import { MantineProvider } from '@mantine/core'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { styleNonce } from '../../../app/color-scheme.ts'
import { PracticeBand } from '../../../ui/practice-band.tsx'
import { isPracticePage } from '../../../ui/practice-page.ts'
import { cssVariables, theme } from '../../../ui/theme.ts'
import classes from './facing-app.module.css'
import { FacingPage } from './facing-page.tsx'

const queries = new QueryClient({ defaultOptions: { mutations: { networkMode: 'always', retry: false } } })

/** The resident's window: always light, whatever the operator's is. */
export function FacingApp() {
  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={cssVariables}
      forceColorScheme="light"
      getStyleNonce={styleNonce}
    >
      <QueryClientProvider client={queries}>
        {isPracticePage() ? (
          <div className={classes.practice}>
            <PracticeBand facing />
            <FacingPage />
          </div>
        ) : (
          <FacingPage />
        )}
      </QueryClientProvider>
    </MantineProvider>
  )
}
