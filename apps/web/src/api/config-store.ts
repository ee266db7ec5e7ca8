import { defineStore } from 'pinia';
import { ref } from 'vue';
import { api } from './index';
import { type ConfigWire } from './wires';

const NOTHING_KNOWN: ConfigWire = {
  tileUrl: null,
  baseGeoJsonUrl: null,
  attribution: null,
  center: null,
  bounds: null,
  demo: false,
};

/** What the installation tells everybody; a page works without it, only with less on its map. */
export const useConfig = defineStore('config', () => {
  const config = ref<ConfigWire>(NOTHING_KNOWN);
  let loading: Promise<void> | null = null;

  /** Loads once; a failure is tried again at the next call. */
  function load(): Promise<void> {
    loading ??= api
      .get<ConfigWire>('/config')
      .then((answer) => {
        config.value = { ...NOTHING_KNOWN, ...answer };
      })
      .catch(() => {
        loading = null;
      });
    return loading;
  }

  return { config, load };
});
