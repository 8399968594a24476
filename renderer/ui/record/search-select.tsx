/**
 * A select whose options the data worker finds while one types. Enter takes the first of them, also when the answer
 * is still on its way: who types a name and Enter never gets what stood there before.
 */
import { Select } from '@mantine/core'
import type { ComboboxItem, SelectProps } from '@mantine/core'
import { useEffect, useRef } from 'react'
import type { KeyboardEvent } from 'react'

export interface SearchSelectProps extends Omit<
  SelectProps,
  | 'data'
  | 'filter'
  | 'limit'
  | 'onChange'
  | 'onKeyDownCapture'
  | 'onSearchChange'
  | 'searchable'
  | 'searchValue'
> {
  options: readonly ComboboxItem[]
  /** The options are those of what was typed before. */
  isBehind: boolean
  typed: string
  onTyped: (text: string) => void
  onChange: (id: string | null) => void
  /** Words are being looked for, so that the chosen option is none of the answers. */
  isSearching: boolean
}

export function SearchSelect(props: SearchSelectProps) {
  const { options, isBehind, typed, onTyped, onChange, isSearching, value, ...input } = props
  const found = isSearching ? options.filter((option) => option.value !== value) : options
  const first = found[0]?.value
  /** Enter was pressed before the answer was there. */
  const isAwaited = useRef(false)
  const isLeft = useRef(false)
  useEffect(() => {
    if (!isAwaited.current || isBehind) return
    isAwaited.current = false
    if (first !== undefined) onChange(first)
    else if (isLeft.current) onTyped('')
  }, [isBehind, first, onChange, onTyped])

  function onKeyDownCapture(event: KeyboardEvent<HTMLInputElement>) {
    if (event.key !== 'Enter' || !isSearching || event.nativeEvent.isComposing) return
    const { currentTarget } = event
    if (currentTarget.getAttribute('aria-expanded') !== 'true') return
    const list = document.getElementById(currentTarget.getAttribute('aria-controls') ?? '')
    if (!isBehind && list?.querySelector('[data-combobox-selected]')) return
    event.preventDefault()
    event.stopPropagation()
    if (isBehind) isAwaited.current = true
    else if (first !== undefined) onChange(first)
  }

  return (
    <Select
      {...input}
      data={[...options]}
      value={value ?? null}
      onChange={onChange}
      searchable
      selectFirstOptionOnChange
      searchValue={typed}
      onSearchChange={(text) => {
        // Leaving empties the input; what was asked for with Enter is still answered.
        if (isAwaited.current && isLeft.current) return
        isAwaited.current = false
        onTyped(text)
      }}
      onFocusCapture={() => void (isLeft.current = false)}
      onBlurCapture={() => void (isLeft.current = true)}
      onKeyDownCapture={onKeyDownCapture}
      filter={({ options: all }) =>
        isSearching ? all.filter((option) => !('value' in option) || option.value !== value) : all
      }
    />
  )
}
