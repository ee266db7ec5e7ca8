import { defineStore } from 'pinia';
import { ref, watch } from 'vue';
import { setLanguage, type Language } from '../i18n';

type Theme = 'auto' | 'light' | 'dark';

/** What this device prefers; kept on the device, sent nowhere. */
export const usePreferences = defineStore('preferences', () => {
  const language = ref<Language>(read('language') === 'en' ? 'en' : 'zh');
  const elder = ref(read('elder') === '1');
  const theme = ref<Theme>(asTheme(read('theme')));
  const prefersDark = window.matchMedia('(prefers-color-scheme: dark)');

  function paint(): void {
    const dark = theme.value === 'dark' || (theme.value === 'auto' && prefersDark.matches);
    document.documentElement.classList.toggle('dark', dark);
    document.documentElement.classList.toggle('elder', elder.value);
  }

  prefersDark.addEventListener('change', paint);
  watch([elder, theme], paint, { immediate: true });
  watch(elder, (value) => write('elder', value ? '1' : '0'));
  watch(theme, (value) => write('theme', value));
  watch(language, (value) => {
    write('language', value);
    void setLanguage(value);
  });

  return { language, elder, theme };
});

function asTheme(value: string | null): Theme {
  return value === 'light' || value === 'dark' ? value : 'auto';
}

function read(name: string): string | null {
  try {
    return localStorage.getItem(`ingrid.${name}`);
  } catch {
    return null;
  }
}

function write(name: string, value: string): void {
  try {
    localStorage.setItem(`ingrid.${name}`, value);
  } catch {
    // Storage may be forbidden; the choice then holds until the page is closed.
  }
}
