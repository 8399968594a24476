/** Starts the data worker, loads the words and mounts the app. Styles come first, so that nothing is ever drawn without them. */
import '@mantine/core/styles.css'
import '@mantine/dates/styles.css'
import '@mantine/notifications/styles.css'
import '@fontsource-variable/inter/index.css'
import './app/theme.css'
import './app/print.css'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './app/app.tsx'
import { speakAsChosen } from './app/language.tsx'
import { registerServiceWorker } from './app/register-service-worker.ts'
import { startData } from './data/index.ts'

const place = document.getElementById('root')
if (!place) throw new Error('index.html has no #root')

const root = createRoot(place)
const started = startData()
const draw = () =>
  root.render(
    <StrictMode>
      <App started={started} />
    </StrictMode>,
  )
// Without a catalog the app still starts; it then shows what it can.
void speakAsChosen().then(draw, draw)

registerServiceWorker(window)
