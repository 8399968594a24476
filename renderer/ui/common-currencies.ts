/** The currencies that are offered; any other code of ISO 4217 is kept where it stands already. */
export const commonCurrencies = [
  'EUR',
  'USD',
  'GBP',
  'CHF',
  'SEK',
  'NOK',
  'DKK',
  'PLN',
  'CZK',
  'HUF',
  'CAD',
  'AUD',
  'JPY',
  'BRL',
  'MXN',
]
