/** What repeats in other languages, seeds and clocks what a shorter test shows: run by `npm test -- --long`. */
export const withLongTests = process.env['SATCHEL_LONG_TESTS'] === '1'
