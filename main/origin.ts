/** The one origin whose page this app trusts. */
export const appOrigin = 'app://satchel'
export const startPage = `${appOrigin}/index.html`

/** True for pages of the app itself, false for anything else that may have got into a window. */
export function isAppUrl(url: string): boolean {
  return url === appOrigin || url.startsWith(`${appOrigin}/`)
}
