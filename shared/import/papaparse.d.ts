/**
 * The part of papaparse that is used here. Its published types bring the types of Node and the DOM along,
 * and nothing in `shared` may see those.
 */
declare module 'papaparse' {
  interface ParseError {
    type: string
    code: string
    message: string
    row?: number
  }
  interface ParseConfig {
    delimiter: string
    skipEmptyLines: boolean | 'greedy'
    preview?: number
  }
  interface UnparseConfig {
    escapeFormulae?: boolean
    newline?: string
  }
  const Papa: {
    parse(text: string, config: ParseConfig): { data: string[][]; errors: ParseError[] }
    unparse(rows: readonly (readonly (string | number)[])[], config?: UnparseConfig): string
  }
  export default Papa
}
