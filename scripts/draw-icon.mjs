/**
 * Draws `build/icon.png` (512 × 512) from `build/icon.svg` with the Chromium of the browser tests. Run by hand when
 * the drawing changes; electron-builder makes the sizes and formats of each system from the PNG.
 */
import { chromium } from '@playwright/test'
import fs from 'node:fs'
import path from 'node:path'
import { chromiumFlags, findChromium } from './find-chromium.mjs'

const folder = path.resolve(import.meta.dirname, '../build')
const browser = await chromium.launch({ executablePath: findChromium(), args: chromiumFlags })
const page = await browser.newPage({ viewport: { width: 512, height: 512 } })
await page.setContent(
  `<style>body { margin: 0 }</style>${fs.readFileSync(path.join(folder, 'icon.svg'), 'utf8')}`,
)
await page.screenshot({ path: path.join(folder, 'icon.png'), omitBackground: true })
await browser.close()
