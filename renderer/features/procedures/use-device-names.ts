/** What the device of a call is called. Only the office knows other devices, so their names need the network. */
import { t } from '@lingui/core/macro'
import { useCallback, useEffect, useState } from 'react'
import type { Call } from '../../../shared/entities/call.ts'
import { request, useSession, useSync } from '../../data/index.ts'

interface ListedDevice {
  id: string
  name: string
}

export type DeviceNames = (call: Pick<Call, 'deviceId'>) => string

export function useDeviceNames(): DeviceNames {
  const session = useSession()
  const online = useSync().connection === 'online'
  const own = session.phase === 'signed-in' ? session.deviceId : undefined
  const [names, setNames] = useState<ReadonlyMap<string, string>>(new Map())
  useEffect(() => {
    if (!online) return undefined
    let isOver = false
    void request<ListedDevice[]>('GET', '/admin/devices').then((answer) => {
      if (answer.ok && !isOver) setNames(new Map(answer.value.map(({ id, name }) => [id, name])))
    })
    return () => {
      isOver = true
    }
  }, [online])
  return useCallback(
    ({ deviceId }) => {
      if (deviceId === undefined) return ''
      if (deviceId === own) return t`This device`
      return names.get(deviceId) ?? t`Device ${{ id: deviceId.slice(-4) }}`
    },
    [names, own],
  )
}
