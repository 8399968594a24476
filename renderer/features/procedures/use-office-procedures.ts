/** The procedures as the server lists them for this person; undefined while it cannot be asked. */
import { useEffect, useState } from 'react'
import { request, useSync } from '../../data/index.ts'

export interface OfficeProcedure {
  name: string
  version: number
}

export function useOfficeProcedures(): ReadonlyMap<string, OfficeProcedure> | undefined {
  const online = useSync().connection === 'online'
  const [listed, setListed] = useState<ReadonlyMap<string, OfficeProcedure>>()
  useEffect(() => {
    if (!online) return undefined
    let isOver = false
    void request<{ procedures: OfficeProcedure[] }>('GET', '/procedures').then((answer) => {
      if (answer.ok && !isOver)
        setListed(new Map(answer.value.procedures.map((procedure) => [procedure.name, procedure])))
    })
    return () => {
      isOver = true
    }
  }, [online])
  return listed
}
