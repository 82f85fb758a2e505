import { MantineProvider } from '@mantine/core'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { styleNonce } from '../../../app/color-scheme.ts'
import { cssVariables, theme } from '../../../ui/theme.ts'
import { PracticeBand } from '../../../ui/practice-band.tsx'
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
        {/* The shell says so in the address: this window may ask the core for nothing but its own. */}
        {window.location.search === '?practice' ? <PracticeBand /> : null}
        <FacingPage />
      </QueryClientProvider>
    </MantineProvider>
  )
}
