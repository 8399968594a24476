/** True once `waiting` has lasted for a while: local data is quick, and a flash of placeholders is worse. */
import { useEffect, useState } from 'react'

export function useLate(waiting: boolean, milliseconds = 150): boolean {
  const [late, setLate] = useState(false)
  useEffect(() => {
    if (!waiting) return undefined
    const timer = setTimeout(() => setLate(true), milliseconds)
    return () => {
      clearTimeout(timer)
      setLate(false)
    }
  }, [waiting, milliseconds])
  return waiting && late
}
