import base from '../vite.config.ts'
export default { ...base, root: '/work/main', cacheDir: '/tmp/uifeed-vite-cache', server: { port: 5233, strictPort: true, host: 'localhost' } }
