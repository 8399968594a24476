/** The dialog of somebody whose session has ended: the same person, with their password. */
import { t } from '@lingui/core/macro'
import { Modal } from '@mantine/core'
import { SignInForm } from './sign-in-form.tsx'

interface SignInAgainProps {
  email: string
  opened: boolean
  onClose: () => void
}

export const SignInAgain = ({ email, opened, onClose }: SignInAgainProps) => (
  <Modal opened={opened} onClose={onClose} title={t`Sign in again`}>
    <SignInForm email={email} onDone={onClose} />
  </Modal>
)
