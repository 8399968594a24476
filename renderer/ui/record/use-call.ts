/**
 * A procedure as a dialog asks for it: what would come of it, as this device knows things, and the call itself,
 * made once however often the button is pressed.
 */
import { t } from '@lingui/core/macro'
import { useEffect, useState } from 'react'
import { coded } from '../../../shared/errors.ts'
import type { CodedError } from '../../../shared/errors.ts'
import type { Decision } from '../../../shared/procedures/define-procedure.ts'
import type { Person } from '../../../shared/roles.ts'
import { callProcedure, previewCall } from '../../data/procedures.ts'
import type { MadeCall } from '../../data/procedures.ts'

/** What would be decided about this input; undefined while it is asked, and for no input. */
export function useDecision(
  name: string,
  input: Record<string, unknown> | undefined,
  person: Person,
): Decision | undefined {
  const text = input && JSON.stringify(input)
  const [answered, setAnswered] = useState<{ text: string; decision: Decision }>()
  useEffect(() => {
    if (text === undefined) return undefined
    let isOver = false
    void previewCall(name, JSON.parse(text) as Record<string, unknown>, person).then((decision) => {
      if (!isOver) setAnswered({ text, decision })
    })
    return () => {
      isOver = true
    }
  }, [name, text, person])
  return answered?.text === text ? answered?.decision : undefined
}

export interface AskedCall {
  /** Once it is made, until `again`. */
  made: MadeCall | undefined
  asking: boolean
  /** Why it was not made: refused by this device, or not stored. */
  problem: CodedError | undefined
  /** Makes the call, unless it is being made. True when it was made. */
  ask: (input: Record<string, unknown>) => Promise<boolean>
  /** Back to the question. */
  again: () => void
}

export function useCall(name: string, person: Person): AskedCall {
  const [made, setMade] = useState<MadeCall>()
  const [problem, setProblem] = useState<CodedError>()
  const [asking, setAsking] = useState(false)
  async function ask(input: Record<string, unknown>): Promise<boolean> {
    if (asking) return false
    setAsking(true)
    setProblem(undefined)
    try {
      const answer = await callProcedure(name, input, person)
      if (answer.ok) setMade(answer.value)
      else setProblem(answer.error)
      return answer.ok
    } catch (reason) {
      const why = reason instanceof Error ? reason.message : String(reason)
      const message = t`This device could not store the call (${why}).`
      setProblem(coded('DEVICE_STORAGE', { message }))
      return false
    } finally {
      setAsking(false)
    }
  }
  function again() {
    setMade(undefined)
    setProblem(undefined)
  }
  return { made, asking, problem, ask, again }
}
