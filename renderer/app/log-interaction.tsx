/** The composer of interactions with photos and voice notes, which become files of what is logged. */
import { t } from '@lingui/core/macro'
import type { Person } from '../../shared/roles.ts'
import { AttachmentBar } from '../features/files/attachment-bar.tsx'
import { useAttachments } from '../features/files/attachments.ts'
import { InteractionComposer } from '../features/interactions/interaction-composer.tsx'
import type { Counterpart } from '../features/interactions/interaction-composer.tsx'
import { notifyProblem } from '../ui/notify-with-undo.tsx'

interface LogInteractionProps {
  person: Person
  with: Counterpart
  onLogged?: (id: string) => void
}

export function LogInteraction({ person, with: counterpart, onLogged }: LogInteractionProps) {
  const { id } = 'customer' in counterpart ? counterpart.customer : counterpart.lead
  const attachments = useAttachments(`${person.id} ${id}`)
  return (
    <InteractionComposer
      // What is typed about one customer never stands on the page of the next.
      key={id}
      person={person}
      with={counterpart}
      attachments={<AttachmentBar attachments={attachments} />}
      onStored={async (interaction) => {
        const isComplete = await attachments.keepWith({ collection: 'interactions', id: interaction })
        if (!isComplete)
          notifyProblem(
            t`Not everything was kept with it`,
            t`It was logged; what is missing still stands below the note, with the reason.`,
          )
      }}
      {...(onLogged && { onLogged })}
    />
  )
}
