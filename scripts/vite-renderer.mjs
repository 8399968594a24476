/**
 * How the renderer is bundled, for the desktop and for a browser alike: relative addresses, because the
 * same files are served from app:// and from the sync server.
 */
import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { wordPlugins } from './vite-words.mjs'

const root = fileURLToPath(new URL('../renderer', import.meta.url))

/** @type {import('vite').InlineConfig} */
export const rendererConfig = {
  configFile: false,
  root,
  base: './',
  plugins: [wordPlugins(), react()],
  worker: { format: 'es', plugins: () => [wordPlugins()] },
  build: {
    outDir: fileURLToPath(new URL('../out/renderer', import.meta.url)),
    emptyOutDir: true,
    // Tablets run whatever browser they came with.
    target: 'baseline-widely-available',
    // Every file is on disk or in the service worker before it is needed.
    chunkSizeWarningLimit: 4000,
    modulePreload: { polyfill: false },
    // Inline data: addresses would need a wider content security policy.
    assetsInlineLimit: 0,
  },
}
