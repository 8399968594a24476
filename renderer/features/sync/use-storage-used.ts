/** How much of this device's storage the app uses, asked anew while the page is open. */
import { useEffect, useState } from 'react'

const askedEvery = 10_000

/** In bytes, as the browser estimates; undefined where it does not tell. */
export function useStorageUsed(): { used: number; available: number | undefined } | undefined {
  const [estimate, setEstimate] = useState<{ used: number; available: number | undefined }>()
  useEffect(() => {
    let stale = false
    const ask = () => {
      if (!('storage' in navigator)) return
      navigator.storage.estimate().then(
        ({ usage, quota }) => {
          if (!stale && usage !== undefined) setEstimate({ used: usage, available: quota })
        },
        () => undefined,
      )
    }
    ask()
    const timer = setInterval(ask, askedEvery)
    return () => {
      stale = true
      clearInterval(timer)
    }
  }, [])
  return estimate
}

const units = ['bytes', 'kB', 'MB', 'GB', 'TB']

/** 1 500 000 as "1.5 MB". */
export function bytesText(bytes: number, locale?: string): string {
  const step = Math.min(units.length - 1, Math.floor(Math.log10(Math.max(bytes, 1)) / 3))
  const value = bytes / 1000 ** step
  const digits = value < 10 && step > 0 ? 1 : 0
  return `${new Intl.NumberFormat(locale, { maximumFractionDigits: digits }).format(value)} ${units[step]}`
}
