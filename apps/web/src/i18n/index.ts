import { createI18n } from 'vue-i18n';
import { setApiLanguage } from '../api';
import zh from './core-zh';

export type Language = 'zh' | 'en';
export { type Catalogue } from './catalogue';

type Tree = { [key: string]: string | Tree };
type Loader = () => Promise<{ default: Tree }>;

const featureFiles = import.meta.glob<{ default: Tree }>([
  '../features/*/messages/*.ts',
  '../desk/messages/*.ts',
]);

export const i18n = createI18n({
  legacy: false,
  locale: 'zh',
  fallbackLocale: 'zh',
  messages: { zh, en: {} } as Record<Language, Tree>,
  missingWarn: import.meta.env.DEV,
  fallbackWarn: false,
});

const loaded = new Set<string>();
const wanted = new Set<string>();
let coreEnglish: Promise<void> | null = null;

/** The app-wide translator for code outside components. */
export const t = i18n.global.t;

export function language(): Language {
  return i18n.global.locale.value === 'en' ? 'en' : 'zh';
}

/** Switches the whole app, loading what the open screens need first. */
export async function setLanguage(value: Language): Promise<void> {
  if (value === 'en') {
    coreEnglish ??= import('./core-en').then((file) =>
      i18n.global.mergeLocaleMessage('en', file.default),
    );
    await coreEnglish;
  }
  await Promise.all([...wanted].map((feature) => loadFeature(feature, value)));
  i18n.global.locale.value = value;
  setApiLanguage(value);
  document.documentElement.lang = value === 'zh' ? 'zh-CN' : 'en';
}

/** A feature's words come with its first screen; they lie under the feature's name: `t('report.send')`. */
export async function loadMessages(feature: string): Promise<void> {
  wanted.add(feature);
  await loadFeature(feature, language());
}

async function loadFeature(feature: string, value: Language): Promise<void> {
  const id = `${feature}/${value}`;
  if (loaded.has(id)) return;
  const folder = feature === 'desk' ? '../desk' : `../features/${feature}`;
  const load: Loader | undefined = featureFiles[`${folder}/messages/${value}.ts`];
  if (!load) return;
  const file = await load();
  i18n.global.mergeLocaleMessage(value, { [feature]: file.default });
  loaded.add(id);
}
