/** An address that leads nowhere. */
import { Button } from '@mantine/core'
import { IconMapOff } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { NothingHere } from '../../ui/nothing-here.tsx'
import { PageTitle } from '../../ui/page-title.tsx'

export const NotFoundPage = () => (
  <>
    <PageTitle title="Page not found" />
    <NothingHere
      icon={<IconMapOff />}
      title="There is nothing at this address"
      description="The link may be old."
    >
      <Button component={Link} to="/" variant="default">
        Go home
      </Button>
    </NothingHere>
  </>
)
