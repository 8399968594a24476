/** Mounts the app. Words, the page's own code and the data are all asked for at once. */
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import type { StartedData } from '../data/client.ts'
import { startData } from '../data/index.ts'
import { App } from './app.tsx'
import { flushDrafts, inheritDrafts } from '../ui/record/kept-draft.ts'
import { speakAsChosen } from './language.tsx'
import { registerServiceWorker } from './register-service-worker.ts'
import { loadPageShown } from './routes.tsx'

export function start(place: HTMLElement, data: StartedData, claimed: Promise<unknown>) {
  const root = createRoot(place)
  const started = startData(data)
  const draw = () =>
    root.render(
      <StrictMode>
        <App started={started} />
      </StrictMode>,
    )
  // Without a catalog the app still starts; it then shows what it can.
  const spoken = speakAsChosen().catch(() => undefined)
  // What was typed before is there when the first form is.
  const inherited = claimed.then(() => inheritDrafts(navigator.locks)).catch(() => undefined)
  void Promise.all([spoken, inherited]).then(draw)
  window.addEventListener('pagehide', flushDrafts)
  loadPageShown()
  registerServiceWorker(window)
}
