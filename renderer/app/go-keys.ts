/** The second key of "go to": G then C opens the customers. */
export const goKeys: Readonly<Record<string, string>> = {
  H: '/',
  C: '/customers',
  L: '/leads',
  O: '/orders',
  I: '/interactions',
  T: '/tasks',
  S: '/cases',
  P: '/products',
  R: '/sales-reps',
  M: '/team',
  Y: '/sync',
}
