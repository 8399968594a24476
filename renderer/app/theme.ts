/**
 * The design language as a Mantine theme: warm paper, one ink blue, and colour only where it means a state.
 * Two densities differ in nothing but default sizes; the person chooses, a touch screen starts with "field".
 */
import { t } from '@lingui/core/macro'
import { createTheme, mergeThemeOverrides } from '@mantine/core'
import type { CSSVariablesResolver, MantineColorsTuple, MantineThemeOverride } from '@mantine/core'
import type { Density } from '../ui/preferences.ts'
import { perLanguage } from '../words/per-language.ts'

const ink: MantineColorsTuple = [
  '#eff8ff',
  '#def1ff',
  '#c3e5fc',
  '#9ed2f5',
  '#71bae9',
  '#107bb0',
  '#026694',
  '#035c85',
  '#035379',
  '#014d71',
]
const red: MantineColorsTuple = [
  '#fef4f3',
  '#ffe8e5',
  '#fed4d0',
  '#feb5af',
  '#ee746f',
  '#ce3e41',
  '#ae051f',
  '#a0001a',
  '#930519',
  '#870e1a',
]
const green: MantineColorsTuple = [
  '#eefaf3',
  '#ddf4e8',
  '#c2ebd5',
  '#a9e8c8',
  '#82ddb2',
  '#31aa7a',
  '#02855a',
  '#057650',
  '#036745',
  '#00593b',
]
const amber: MantineColorsTuple = [
  '#fff7ee',
  '#feeedc',
  '#ffe1bd',
  '#ffdfb8',
  '#fece92',
  '#f7ac41',
  '#de9207',
  '#ae7105',
  '#8c5a02',
  '#724800',
]
const gray: MantineColorsTuple = [
  '#fbfaf8',
  '#f5f4f1',
  '#eceae6',
  '#dbd9d3',
  '#8f8c86',
  '#74716a',
  '#636059',
  '#4b4740',
  '#33302a',
  '#1f1d18',
]
const dark: MantineColorsTuple = [
  '#e8e6e3',
  '#cdcac6',
  '#aeaaa5',
  '#97938e',
  '#4a4743',
  '#383531',
  '#2b2825',
  '#201e1a',
  '#191714',
  '#110f0d',
]

const closeButtonProps = () => ({ 'aria-label': t`Close` })
const overlayProps = { backgroundOpacity: 0.35 }
const dialogTitle = { fontSize: '18px', lineHeight: '24px', fontWeight: 600 }
const groupTitle = { fontSize: '16px', lineHeight: '22px', fontWeight: 600, marginBottom: '12px' }

const baseTheme = () =>
  createTheme({
    colors: { ink, red, green, amber, gray, dark },
    primaryColor: 'ink',
    primaryShade: { light: 6, dark: 5 },
    autoContrast: true,
    luminanceThreshold: 0.3,
    black: '#1f1d18',
    respectReducedMotion: true,
    cursorType: 'pointer',
    fontFamily: "'Inter Variable', Inter, system-ui, 'Segoe UI', 'DejaVu Sans', sans-serif",
    fontSizes: { xs: '12px', sm: '14px', md: '16px', lg: '18px', xl: '22px' },
    lineHeights: { xs: '1.35', sm: '1.43', md: '1.5', lg: '1.4', xl: '1.27' },
    spacing: { xs: '8px', sm: '12px', md: '16px', lg: '24px', xl: '32px' },
    radius: { xs: '4px', sm: '4px', md: '6px', lg: '8px', xl: '8px' },
    defaultRadius: 'md',
    fontWeights: { regular: '400', medium: '500', bold: '600' },
    headings: {
      fontWeight: '600',
      sizes: {
        h1: { fontSize: '22px', lineHeight: '28px' },
        h2: { fontSize: '18px', lineHeight: '24px' },
        h3: { fontSize: '16px', lineHeight: '22px' },
        h4: { fontSize: '14px', lineHeight: '20px' },
      },
    },
    components: {
      Badge: { defaultProps: { variant: 'light', size: 'lg', radius: 'sm', tt: 'none', fw: 500 } },
      Table: {
        defaultProps: {
          verticalSpacing: 0,
          horizontalSpacing: 10,
          highlightOnHover: true,
          tabularNums: true,
        },
      },
      Tooltip: { defaultProps: { openDelay: 300, transitionProps: { duration: 100 } } },
      Popover: { defaultProps: { radius: 'lg', shadow: 'md', transitionProps: { duration: 150 } } },
      Menu: {
        defaultProps: {
          radius: 'lg',
          shadow: 'md',
          transitionProps: { duration: 150 },
          // A menu may hold items only; the first of them takes the focus.
          withInitialFocusPlaceholder: false,
        },
      },
      Modal: {
        defaultProps: {
          radius: 'lg',
          centered: true,
          transitionProps: { duration: 150 },
          overlayProps,
          closeButtonProps: closeButtonProps(),
        },
        styles: { title: dialogTitle },
      },
      Drawer: {
        defaultProps: {
          transitionProps: { duration: 200 },
          overlayProps,
          closeButtonProps: closeButtonProps(),
        },
        styles: { title: dialogTitle },
      },
      Fieldset: { defaultProps: { variant: 'unstyled', mx: 0 }, styles: { legend: groupTitle } },
      Anchor: { defaultProps: { underline: 'hover' } },
    },
  })

const inputs = [
  'TextInput',
  'Textarea',
  'PasswordInput',
  'NumberInput',
  'Select',
  'MultiSelect',
  'TagsInput',
  'Autocomplete',
  'DateInput',
  'DateTimePicker',
  'TimeInput',
  'FileInput',
  'NativeSelect',
] as const

/** Desk: 36 px controls, 28 px icon buttons. Field: 42 and 44, 16 px text. */
function density(size: 'sm' | 'md', actionIcon: number): MantineThemeOverride {
  const sized = { defaultProps: { size } }
  return {
    components: {
      ...Object.fromEntries(inputs.map((name) => [name, sized])),
      Button: sized,
      Checkbox: sized,
      Radio: sized,
      Switch: sized,
      SegmentedControl: sized,
      DataList: sized,
      Text: sized,
      ActionIcon: { defaultProps: { size: actionIcon, variant: 'subtle', color: 'gray' } },
    },
  }
}

/** By density; the words in them are of the language. */
export const themes = perLanguage((): Record<Density, MantineThemeOverride> => {
  const base = baseTheme()
  return {
    desk: mergeThemeOverrides(base, density('sm', 28)),
    field: mergeThemeOverrides(base, density('md', 44)),
  }
})

const stateColors = ['ink', 'red', 'green', 'amber'] as const

interface Surfaces {
  /** Between rows and panels. */
  line: string
  /** Around controls. */
  control: string
  /** Behind table headers. */
  head: string
  rowHover: string
  hover: string
  selected: string
}

/**
 * Names for the few surfaces that style sheets use. Variables and not `light-dark()`: the bundler rewrites that
 * function for older tablets in a way that does not follow the theme.
 */
const surfaces = ({ line, control, head, rowHover, hover, selected }: Surfaces) => ({
  '--satchel-line': `var(--mantine-color-${line})`,
  '--satchel-control': `var(--mantine-color-${control})`,
  '--satchel-head': `var(--mantine-color-${head})`,
  '--satchel-row-hover': `var(--mantine-color-${rowHover})`,
  '--satchel-hover': `var(--mantine-color-${hover})`,
  '--satchel-selected': `var(--mantine-color-${selected})`,
})

/** The shades that Mantine's own choice would make too pale (light) or too dark (dark) to read. */
export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    ...Object.fromEntries(
      stateColors.map((name) => [`--mantine-color-${name}-text`, `var(--mantine-color-${name}-8)`]),
    ),
    '--mantine-color-success': 'var(--mantine-color-green-8)',
    '--mantine-color-dimmed': 'var(--mantine-color-gray-6)',
    '--mantine-color-placeholder': 'var(--mantine-color-gray-5)',
    ...surfaces({
      line: 'gray-3',
      control: 'gray-4',
      head: 'gray-0',
      rowHover: 'gray-0',
      hover: 'gray-1',
      selected: 'ink-0',
    }),
  },
  dark: {
    ...Object.fromEntries(
      stateColors.map((name) => [
        `--mantine-color-${name}-light`,
        `color-mix(in srgb, var(--mantine-color-${name}-6) 25%, var(--mantine-color-dark-7))`,
      ]),
    ),
    '--mantine-color-gray-light': 'var(--mantine-color-dark-5)',
    '--mantine-color-error': 'var(--mantine-color-red-4)',
    '--mantine-color-success': 'var(--mantine-color-green-4)',
    '--mantine-color-placeholder': 'var(--mantine-color-dark-3)',
    ...surfaces({
      line: 'dark-4',
      control: 'dark-3',
      head: 'dark-8',
      rowHover: 'dark-6',
      hover: 'dark-6',
      selected: 'ink-light',
    }),
  },
})
