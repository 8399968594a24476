/** In the desktop app the preload puts this on the window; in a browser it is absent. */
import type { Desktop } from '../shared/desktop-api.ts'

declare global {
  interface Window {
    readonly desktop?: Desktop
  }
}
