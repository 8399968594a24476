/** Starts the data worker and mounts the app. Styles come first, so that nothing is ever drawn without them. */
import '@mantine/core/styles.css'
import '@mantine/dates/styles.css'
import '@mantine/notifications/styles.css'
import '@fontsource-variable/inter/index.css'
import './app/theme.css'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './app/app.tsx'
import { startData } from './data/index.ts'

const place = document.getElementById('root')
if (!place) throw new Error('index.html has no #root')

createRoot(place).render(
  <StrictMode>
    <App started={startData()} />
  </StrictMode>,
)

// In a browser the files of the app are kept for a start without a network; the desktop ships them.
if (import.meta.env.PROD && location.protocol.startsWith('http') && 'serviceWorker' in navigator)
  void navigator.serviceWorker.register('./service-worker.js')
