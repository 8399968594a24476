/**
 * Compiles what sentences are written with (`t`, `plural`, `Trans`) and the catalogs, in the build and in the
 * unit tests alike. Only files that import a macro are parsed by Babel.
 */
import { fileURLToPath } from 'node:url'
import { getConfig } from '@lingui/conf'
import { lingui } from '@lingui/vite-plugin'
import babel from '@rolldown/plugin-babel'

const configPath = fileURLToPath(new URL('./lingui.config.mjs', import.meta.url))

export const wordPlugins = () => [
  babel({
    presets: [
      {
        preset: {
          plugins: [['@lingui/babel-plugin-lingui-macro', { linguiConfig: getConfig({ configPath }) }]],
        },
        rolldown: { filter: { code: /from '@lingui\/(core|react)\/macro'/ } },
      },
    ],
  }),
  // A sentence that is missing in a language is shown in English; the tests see to it that none is.
  lingui({ configPath, failOnCompileError: true }),
]
