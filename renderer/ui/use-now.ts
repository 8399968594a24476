/** The time in milliseconds since 1970, renewed every so often, for "4 minutes ago". */
import { useEffect, useState } from 'react'

export function useNow(every: number): number {
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), every)
    return () => clearInterval(timer)
  }, [every])
  return now
}
