/** Words as they are compared when case and accents do not matter. */
const marks = /\p{Diacritic}/gu
// oxlint-disable-next-line no-control-regex -- what needs no folding is recognised in one go
const plain = /^[\u0000-\u007f]*$/

/** Lower case without accents, so that "nunez" finds "Núñez" and "strasse" finds "Straße". */
export const fold = (text: string): string =>
  plain.test(text)
    ? text.toLowerCase()
    : text.normalize('NFD').replace(marks, '').toLowerCase().replaceAll('ß', 'ss')
