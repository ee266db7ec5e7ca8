import { fileURLToPath, URL } from 'node:url';
import vue from '@vitejs/plugin-vue';
import Components from 'unplugin-vue-components/vite';
import { ElementPlusResolver } from 'unplugin-vue-components/resolvers';
import { defineConfig } from 'vite';
import { VitePWA } from 'vite-plugin-pwa';

const server = process.env['INGRID_DEV_SERVER'] ?? 'http://127.0.0.1:3000';

// What a phone needs is kept for offline use; all the rest lands in assets/desk and is fetched only in an office.
const PHONE_FEATURES = 'home|report|track|my|today|worker|gridcard|nearby|login|notices';
const forDesk = (ids: readonly string[]): boolean =>
  ids.some(
    (id) =>
      /node_modules\/(@?element-plus|@popperjs|async-validator)|DeskLayout|desk-layout|\/src\/desk\//.test(
        id,
      ) ||
      (/\/features\/[^/]+\//.test(id) &&
        !new RegExp(`/features/(${PHONE_FEATURES})/|/features/[^/]+/index\\.ts`).test(id)),
  );
const chunkName = (ids: readonly string[], ending: string): string =>
  forDesk(ids) ? `assets/desk/[name]-[hash]${ending}` : `assets/[name]-[hash]${ending}`;

export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  resolve: {
    alias: {
      '@ingrid/contract': fileURLToPath(
        new URL('../../libs/contract/src/index.ts', import.meta.url),
      ),
    },
  },
  plugins: [
    vue(),
    Components({
      dts: false,
      dirs: [],
      resolvers: [ElementPlusResolver({ importStyle: 'css' })],
    }),
    VitePWA({
      registerType: 'autoUpdate',
      injectRegister: null,
      includeAssets: ['icons/icon.svg', 'icons/icon-192.png'],
      manifest: {
        id: '/',
        name: '格中 Ingrid',
        short_name: '格中',
        description: '社区网格化治理：上报、处置、查看结果',
        lang: 'zh-CN',
        start_url: '/',
        scope: '/',
        display: 'standalone',
        background_color: '#f7f5f1',
        theme_color: '#0e5c63',
        icons: [
          { src: '/icons/icon-192.png', sizes: '192x192', type: 'image/png' },
          { src: '/icons/icon-512.png', sizes: '512x512', type: 'image/png' },
          {
            src: '/icons/icon-maskable-512.png',
            sizes: '512x512',
            type: 'image/png',
            purpose: 'maskable',
          },
        ],
      },
      workbox: {
        globPatterns: ['index.html', 'assets/*.{js,css}', 'icons/*.{svg,png}'],
        maximumFileSizeToCacheInBytes: 2_500_000,
        navigateFallback: '/index.html',
        navigateFallbackDenylist: [/^\/api\//, /^\/live/, /^\/(healthz|readyz|metrics)$/],
        cleanupOutdatedCaches: true,
        clientsClaim: true,
        skipWaiting: true,
      },
    }),
  ],
  build: {
    outDir: fileURLToPath(new URL('../../dist/web', import.meta.url)),
    emptyOutDir: true,
    manifest: true,
    target: 'es2022',
    chunkSizeWarningLimit: 900,
    rollupOptions: {
      output: {
        chunkFileNames: (chunk) => chunkName(chunk.moduleIds, '.js'),
        assetFileNames: (asset) => chunkName(asset.originalFileNames, '[extname]'),
      },
    },
  },
  server: {
    port: 5173,
    proxy: {
      '/api': { target: server, changeOrigin: true },
      '/live': { target: server, ws: true, changeOrigin: true },
    },
  },
});
