import { onMounted, ref, shallowRef } from 'vue';
import { useI18n } from 'vue-i18n';
import { api } from '../../api';
import { type RoleWire } from './wires';

/** The roles with their names in the reader's language. */
export function useRoles() {
  const { locale } = useI18n();
  const roles = shallowRef<RoleWire[]>([]);
  const fault = ref<unknown>(null);

  async function load(): Promise<void> {
    try {
      roles.value = (await api.get<{ items: RoleWire[] }>('/roles')).items;
      fault.value = null;
    } catch (error) {
      fault.value = error;
    }
  }

  function name(code: string): string {
    const role = roles.value.find((each) => each.code === code);
    if (!role) return code;
    return locale.value === 'en' ? role.en : role.zh;
  }

  onMounted(load);
  return { roles, fault, load, name };
}
