/**
 * The frame of every form: one column, a summary of what is wrong that takes the focus after a refused
 * submit, and a foot that stays in view with Save and Cancel. Mod+Enter saves, Esc cancels.
 */
import { plural, t } from '@lingui/core/macro'
import { Alert, Anchor, Box, Button, Group, List, Stack } from '@mantine/core'
import { IconAlertOctagon } from '@tabler/icons-react'
import { useEffect, useRef } from 'react'
import type { FormEvent, KeyboardEvent, ReactNode } from 'react'
import classes from './form-layout.module.css'

export interface FormProblem {
  /** The `id` or `name` of the input it is about, to jump to; absent for the form as a whole. */
  field?: string
  /** "Name" */
  label?: string
  /** "Enter a name." */
  message: string
}

interface FormLayoutProps {
  /** Names the form for screen readers. */
  label: string
  onSubmit: (event?: FormEvent<HTMLFormElement>) => void
  onCancel: () => void
  /** What Esc does; the same as Cancel when absent. */
  onEscape?: () => void
  saveLabel?: string
  saving?: boolean
  /** Shown after a refused submit; a new array takes the focus. */
  problems?: readonly FormProblem[]
  /** px; 640 unless told. An order needs more. */
  maxWidth?: number
  /** Beside the buttons in the foot. */
  footer?: ReactNode
  children: ReactNode
}

export function FormLayout(props: FormLayoutProps) {
  const {
    label,
    onSubmit,
    onCancel,
    saveLabel = t`Save`,
    saving = false,
    problems = [],
    maxWidth = 640,
  } = props
  const summary = useRef<HTMLDivElement>(null)
  const form = useRef<HTMLFormElement>(null)
  useEffect(() => {
    if (problems.length > 0) summary.current?.focus()
  }, [problems])
  const jump = (field: string) => {
    const input = form.current?.querySelector<HTMLElement>(
      `[name="${CSS.escape(field)}"], #${CSS.escape(field)}, [data-path="${CSS.escape(field)}"]`,
    )
    input?.focus()
    input?.scrollIntoView({ block: 'center' })
  }
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    if (event.key === 'Enter' && (event.metaKey || event.ctrlKey)) {
      event.preventDefault()
      onSubmit()
    }
    // An open list or calendar takes the first Esc for itself.
    const open = event.target instanceof HTMLElement && event.target.closest('[aria-expanded="true"]')
    if (event.key === 'Escape' && !event.defaultPrevented && !open) (props.onEscape ?? onCancel)()
  }
  return (
    <form
      ref={form}
      aria-label={label}
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        onSubmit(event)
      }}
      onKeyDown={onKeyDown}
    >
      <Stack gap="md" maw={maxWidth}>
        {problems.length > 0 && (
          <Alert
            ref={summary}
            tabIndex={-1}
            role="alert"
            color="red"
            icon={<IconAlertOctagon aria-hidden />}
            title={plural(problems.length, { one: 'One thing to correct', other: '# things to correct' })}
          >
            <List size="sm" listStyleType="none">
              {problems.map(({ field, label: name, message }) => (
                <List.Item key={`${field} ${message}`}>
                  {field ? (
                    <Anchor
                      component="button"
                      type="button"
                      inherit
                      c="inherit"
                      underline="always"
                      onClick={() => jump(field)}
                    >
                      {name ? `${name}: ${message}` : message}
                    </Anchor>
                  ) : (
                    message
                  )}
                </List.Item>
              ))}
            </List>
          </Alert>
        )}
        {props.children}
        <Box className={classes['foot']}>
          <Group gap="xs">
            <Button type="submit" loading={saving}>
              {saveLabel}
            </Button>
            <Button variant="default" onClick={onCancel}>
              {t`Cancel`}
            </Button>
            {props.footer}
          </Group>
        </Box>
      </Stack>
    </form>
  )
}
