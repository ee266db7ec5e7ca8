import { createPinia } from 'pinia';
import { createApp, watch } from 'vue';
import App from './app/App.vue';
import { usePreferences } from './app/preferences';
import { router } from './app/router';
import { useConfig } from './api/config-store';
import { useSession } from './api/session-store';
import { i18n, setLanguage } from './i18n';
import { live } from './live';
import { useOutbox } from './offline';
import './ui/tokens.css';
import './ui/base.css';

const app = createApp(App);
app.use(createPinia());
app.use(i18n);

const preferences = usePreferences();
const session = useSession();
void useConfig().load();
useOutbox().start();
// Whoever logs out or in gets a connection of her own.
watch(
  () => session.me?.person.id,
  () => live.close(),
);

void setLanguage(preferences.language).then(() => {
  app.use(router);
  app.mount('#app');
});

if (import.meta.env.PROD && 'serviceWorker' in navigator) {
  void import('virtual:pwa-register').then(({ registerSW }) => registerSW({ immediate: true }));
}
