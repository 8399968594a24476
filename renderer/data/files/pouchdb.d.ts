/** PouchDB's packages bring no types; what is used of them is in `pouch.ts`. */
declare module 'pouchdb-core' {
  const PouchDB: {
    new (name: string, options: object): import('./pouch.ts').PouchDatabase
    plugin(plugin: unknown): typeof PouchDB
  }
  export default PouchDB
}
declare module 'pouchdb-adapter-http'
declare module 'pouchdb-adapter-idb'
declare module 'pouchdb-replication'
