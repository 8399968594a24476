/** Asks why a lead was lost: without the reasons nobody learns from them. */
import { t } from '@lingui/core/macro'
import { Autocomplete, Button, Group, Modal, Stack } from '@mantine/core'
import { useState } from 'react'
import { lead as entity } from '../../../shared/entities/lead.ts'
import type { Lead } from '../../../shared/entities/lead.ts'
import { moveLead } from './lead-board.tsx'

const usual = () => [
  t`Too expensive`,
  t`Bought from somebody else`,
  t`No budget`,
  t`No need`,
  t`No answer`,
  t`Not now`,
]

/** Mounted while it is asked. */
export function LostReason({ lead, onClose }: { lead: Lead; onClose: () => void }) {
  const [reason, setReason] = useState(lead.lostReason ?? '')
  const [isMissing, setIsMissing] = useState(false)
  const confirm = () => {
    if (reason.trim() === '') {
      setIsMissing(true)
      return
    }
    onClose()
    void moveLead(lead, 'lost', reason.trim())
  }
  return (
    <Modal opened onClose={onClose} title={t`Why was ${{ name: entity.title(lead) }} lost?`}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          confirm()
        }}
      >
        <Stack>
          <Autocomplete
            label={t`Reason`}
            description={t`Choose one or write your own.`}
            data={usual()}
            value={reason}
            onChange={(value) => {
              setReason(value)
              setIsMissing(false)
            }}
            error={isMissing && t`Say why, in a word.`}
            maxLength={300}
            data-autofocus
            required
            withAsterisk={false}
          />
          <Group justify="end">
            <Button variant="default" onClick={onClose}>
              {t`Cancel`}
            </Button>
            <Button type="submit">{t`Mark as lost`}</Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
