/**
 * Lets the web client start without a network. The build writes the list of all its files, with the hash of
 * each, into this script; they are fetched together when it is installed and served from there.
 *
 * A new version waits until every tab of the old one is closed, so that a page never mixes files of two
 * versions. Nothing of `/api` is ever answered or kept here.
 */
import { cleanupOutdatedCaches, precacheAndRoute } from 'workbox-precaching'

/** Written by `scripts/build.mjs`: addresses relative to this script. */
declare const PRECACHE_LIST: { url: string; revision: string }[]

interface Activation extends Event {
  waitUntil: (work: Promise<unknown>) => void
}
declare const clients: { claim: () => Promise<void> }

// The first visit is served from here as soon as everything is here: its network may go at any moment.
addEventListener('activate', (event) => (event as Activation).waitUntil(clients.claim()))
cleanupOutdatedCaches()
precacheAndRoute(PRECACHE_LIST, { directoryIndex: 'index.html', cleanURLs: false })
