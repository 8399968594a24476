/** The little of PouchDB that the benchmark uses; its packages bring no types. */
declare module 'pouchdb-core' {
  interface Database {
    info(): Promise<{ doc_count: number }>
    destroy(): Promise<void>
    replicate: { from(source: Database, options: { batch_size: number }): Promise<unknown> }
  }
  interface Constructor {
    new (name: string, options: { adapter: string; skip_setup?: boolean }): Database
    plugin(plugin: unknown): Constructor
  }
  const PouchDB: Constructor
  export default PouchDB
}
declare module 'pouchdb-adapter-http'
declare module 'pouchdb-adapter-idb'
declare module 'pouchdb-replication'
