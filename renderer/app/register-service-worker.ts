/**
 * Makes the web client start without a network. The desktop app has its files on disk and needs none; a page
 * without a secure origin (plain http to another machine) cannot have one and works online only.
 */

/** Registers after the page has loaded, so that the first visit is not slowed down. Never throws. */
export function registerServiceWorker(window: Window) {
  const { navigator, document } = window
  if (window.desktop || !('serviceWorker' in navigator) || import.meta.env.DEV) return
  const register = () =>
    navigator.serviceWorker
      .register(new URL('service-worker.js', document.baseURI), { updateViaCache: 'none' })
      .catch((error: unknown) => window.reportError(error))
  if (document.readyState === 'complete') void register()
  else window.addEventListener('load', () => void register(), { once: true })
}
