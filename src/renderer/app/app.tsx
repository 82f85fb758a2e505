import { MantineProvider } from '@mantine/core'
import { QueryClientProvider } from '@tanstack/react-query'
import { useState } from 'react'
import { KeysProvider } from '../ui/keys/keys.tsx'
import { cssVariables, theme } from '../ui/theme.ts'
import { colorSchemes, styleNonce } from './color-scheme.ts'
import { Door } from './door.tsx'
import { makeQueryClient } from './query-client.ts'

/** Everything that every page stands on, and the door that decides what is behind it. */
export function App() {
  const [queryClient] = useState(makeQueryClient)
  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={cssVariables}
      colorSchemeManager={colorSchemes}
      defaultColorScheme="auto"
      getStyleNonce={styleNonce}
    >
      <QueryClientProvider client={queryClient}>
        <KeysProvider>
          <Door />
        </KeysProvider>
      </QueryClientProvider>
    </MantineProvider>
  )
}
