/**
 * The one place for colours, letters, spaces and motion (LOOK: tokens). Components take them as CSS variables
 * (`--rk-...`) or through Mantine; a page that needs another value changes this file or does without.
 */
import { createTheme, type CSSVariablesResolver, type MantineColorsTuple } from '@mantine/core'

/** The four meanings a colour may have; each is always shown with its icon and a word. */
export const MEANINGS = ['aman', 'menunggu', 'bahaya', 'ganda'] as const
export type Meaning = (typeof MEANINGS)[number]

interface MeaningTokens {
  /** Text and icon on `soft` or on a surface. */
  readonly ink: string
  /** A quiet background for a panel or a badge. */
  readonly soft: string
  /** Borders and bars. */
  readonly line: string
}

interface SchemeTokens extends Record<Meaning, MeaningTokens> {
  /** The window behind everything. */
  readonly ground: string
  /** Cards, bars, fields. */
  readonly surface: string
  /** Hovered and selected rows. */
  readonly sunken: string
  readonly line: string
  /** Borders of things that can be operated: at least 3:1. */
  readonly edge: string
  readonly text: string
  /** Secondary words, still AA. */
  readonly dim: string
  /** The accent as text or icon. */
  readonly accent: string
  /** The accent behind white words: the one primary action. */
  readonly action: string
  readonly actionHover: string
  readonly accentSoft: string
}

export const LIGHT: SchemeTokens = {
  ground: '#f1f5f9',
  surface: '#ffffff',
  sunken: '#f8fafc',
  line: '#dde4ec',
  edge: '#7f8ea3',
  text: '#0f172a',
  dim: '#4b5a6e',
  accent: '#1e429f',
  action: '#1e429f',
  actionHover: '#1a3885',
  accentSoft: '#e8eefb',
  aman: { ink: '#14603a', soft: '#e9f7ef', line: '#3f9d6b' },
  menunggu: { ink: '#7a4a05', soft: '#fdf4dc', line: '#c98a1b' },
  bahaya: { ink: '#9b1c1c', soft: '#fdecec', line: '#d45252' },
  ganda: { ink: '#5b2a9e', soft: '#f3edfc', line: '#9067cf' },
}

export const DARK: SchemeTokens = {
  ground: '#0d1219',
  surface: '#161d27',
  sunken: '#1b2430',
  line: '#2a3543',
  edge: '#6b7d95',
  text: '#e8edf4',
  dim: '#a3b1c4',
  accent: '#9dbcff',
  action: '#2f5fc4',
  actionHover: '#3a6bd2',
  accentSoft: '#1c2a46',
  aman: { ink: '#7fdcab', soft: '#12291f', line: '#3c8f66' },
  menunggu: { ink: '#f1c566', soft: '#2b2210', line: '#a87c23' },
  bahaya: { ink: '#ffa7a2', soft: '#341819', line: '#c25150' },
  ganda: { ink: '#cdb3fb', soft: '#251b3a', line: '#8763c4' },
}

const slate: MantineColorsTuple = [
  '#f8fafc',
  '#f1f5f9',
  '#e2e8f0',
  '#cbd5e1',
  '#94a3b8',
  '#64748b',
  '#475569',
  '#334155',
  '#1e293b',
  '#0f172a',
]

const accent: MantineColorsTuple = [
  '#eef3fd',
  '#dbe6fb',
  '#bdd0f7',
  '#94b2f0',
  '#6990e6',
  '#446fd6',
  '#2f5fc4',
  '#1e429f',
  '#1a3885',
  '#152c69',
]

/** What Mantine's own parts take in the dark scheme: the same surfaces, from words to ground. */
const dark: MantineColorsTuple = [
  DARK.text,
  '#cdd6e2',
  DARK.dim,
  DARK.edge,
  '#3a4757',
  DARK.line,
  DARK.sunken,
  DARK.surface,
  DARK.ground,
  '#080c12',
]

/** Letters in pixels: 14 for dense rows, 16 for reading, 20 for titles, 28 for what is read from a step away. */
const FONT = { small: '14px', body: '16px', title: '20px', large: '28px' } as const

export const theme = createTheme({
  primaryColor: 'accent',
  primaryShade: { light: 7, dark: 6 },
  colors: { slate, accent, gray: slate, dark },
  fontFamily: "'Inter Variable', Inter, system-ui, sans-serif",
  fontFamilyMonospace: "ui-monospace, 'DejaVu Sans Mono', monospace",
  fontSizes: { xs: FONT.small, sm: FONT.small, md: FONT.body, lg: FONT.title, xl: FONT.large },
  lineHeights: { xs: '1.43', sm: '1.43', md: '1.5', lg: '1.4', xl: '1.29' },
  spacing: { xs: '4px', sm: '8px', md: '12px', lg: '16px', xl: '24px' },
  radius: { xs: '6px', sm: '6px', md: '6px', lg: '6px', xl: '6px' },
  defaultRadius: 'sm',
  shadows: { xs: 'none', sm: 'none', md: 'var(--rk-shadow)', lg: 'var(--rk-shadow)', xl: 'var(--rk-shadow)' },
  headings: {
    fontWeight: '650',
    sizes: {
      h1: { fontSize: FONT.title, lineHeight: '1.4' },
      h2: { fontSize: FONT.body, lineHeight: '1.5' },
      h3: { fontSize: FONT.small, lineHeight: '1.43' },
    },
  },
  respectReducedMotion: true,
  cursorType: 'pointer',
  components: {
    Button: { defaultProps: { size: 'sm' } },
    // The page itself never scrolls, and locking it would need style elements that the CSP refuses.
    ModalRoot: { defaultProps: { transitionProps: { duration: 120 }, lockScroll: false } },
    // A dialog's header is no banner of the page.
    ModalHeader: { defaultProps: { role: 'presentation' } },
    Modal: {
      styles: { content: { background: 'var(--rk-surface)' }, header: { background: 'var(--rk-surface)' } },
      defaultProps: {
        transitionProps: { duration: 120 },
        centered: true,
        lockScroll: false,
        closeButtonProps: { 'aria-label': 'Tutup (Close)' },
      },
    },
    Tooltip: { defaultProps: { openDelay: 400, transitionProps: { duration: 100 } } },
    Select: { defaultProps: { comboboxProps: { transitionProps: { duration: 0 }, shadow: 'md' } } },
    TextInput: { defaultProps: { size: 'sm' } },
    // Nothing is smaller than 14 pixels, the words beside a field included.
    InputWrapper: {
      styles: { label: { fontWeight: 500, marginBottom: 4 }, description: { marginBottom: 4 } },
      vars: () => ({
        label: { '--input-label-size': FONT.small },
        description: { '--input-description-size': FONT.small },
        error: { '--input-error-size': FONT.small },
      }),
    },
  },
})

function schemeVariables(tokens: SchemeTokens, shadow: string): Record<string, string> {
  const variables: Record<string, string> = {
    '--rk-ground': tokens.ground,
    '--rk-surface': tokens.surface,
    '--rk-sunken': tokens.sunken,
    '--rk-line': tokens.line,
    '--rk-edge': tokens.edge,
    '--rk-text': tokens.text,
    '--rk-dim': tokens.dim,
    '--rk-accent': tokens.accent,
    '--rk-action': tokens.action,
    '--rk-accent-soft': tokens.accentSoft,
    '--rk-shadow': shadow,
    '--mantine-color-body': tokens.ground,
    '--mantine-color-text': tokens.text,
    '--mantine-color-dimmed': tokens.dim,
    '--mantine-color-placeholder': tokens.dim,
    '--mantine-color-default': tokens.surface,
    '--mantine-color-default-hover': tokens.sunken,
    '--mantine-color-default-color': tokens.text,
    '--mantine-color-default-border': tokens.edge,
    '--mantine-color-error': tokens.bahaya.ink,
    '--mantine-primary-color-filled': tokens.action,
    '--mantine-primary-color-filled-hover': tokens.actionHover,
    '--mantine-primary-color-light': tokens.accentSoft,
    '--mantine-primary-color-light-color': tokens.accent,
    '--mantine-color-anchor': tokens.accent,
  }
  for (const meaning of MEANINGS) {
    for (const part of ['ink', 'soft', 'line'] as const) {
      variables[`--rk-${meaning}-${part}`] = tokens[meaning][part]
    }
  }
  return variables
}

/** Gives Mantine and our own style sheets the tokens of both schemes. */
export const cssVariables: CSSVariablesResolver = () => ({
  variables: {
    '--rk-small': FONT.small,
    '--rk-body': FONT.body,
    '--rk-title': FONT.title,
    '--rk-large': FONT.large,
    '--rk-radius': '6px',
    '--rk-row': '40px',
    '--rk-dense': '32px',
    '--rk-motion': '120ms',
    // Behind pictures and on paper: the same in both schemes.
    '--rk-stage': '#0b0f16',
    '--rk-stage-text': '#e8edf4',
    '--rk-stage-line': '#ffffff',
    '--rk-stage-good': '#4ade80',
    '--rk-stage-shade': 'rgb(2 6 23 / 55%)',
    '--rk-paper': '#ffffff',
    '--rk-ink': '#0f172a',
  },
  light: schemeVariables(LIGHT, '0 8px 24px rgb(15 23 42 / 14%)'),
  dark: schemeVariables(DARK, '0 8px 24px rgb(0 0 0 / 50%)'),
})
