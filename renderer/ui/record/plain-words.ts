/** A plain value as text; objects have no words of their own and give none. */
export const plainWords = (value: unknown): string =>
  typeof value === 'string'
    ? value
    : typeof value === 'number' || typeof value === 'boolean'
      ? String(value)
      : ''
