/** Starts the data worker and mounts the app. Styles come first, so that nothing is ever drawn without them. */
import '@mantine/core/styles.css'
import '@mantine/dates/styles.css'
import '@mantine/notifications/styles.css'
import '@fontsource-variable/inter/index.css'
import './app/theme.css'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './app/app.tsx'
import { registerServiceWorker } from './app/register-service-worker.ts'
import { startData } from './data/index.ts'

const place = document.getElementById('root')
if (!place) throw new Error('index.html has no #root')

createRoot(place).render(
  <StrictMode>
    <App started={startData()} />
  </StrictMode>,
)

registerServiceWorker(window)
