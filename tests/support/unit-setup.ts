// IndexedDB, and the browser globals Node 20 lacks, for code under test that runs in a worker.
import 'fake-indexeddb/auto'
