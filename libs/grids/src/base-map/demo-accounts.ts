/** The accounts of the demonstration, with what each of them is in it. Their password is configuration. */
export const DEMO_ACCOUNTS = [
  { login: 'resident', zh: '居民', en: 'Resident' },
  { login: 'resident2', zh: '居民', en: 'Resident' },
  { login: 'worker', zh: '网格员', en: 'Grid worker' },
  { login: 'worker2', zh: '网格员', en: 'Grid worker' },
  { login: 'dispatcher', zh: '派遣员', en: 'Dispatcher' },
  { login: 'handler', zh: '部门经办', en: 'Department handler' },
  { login: 'handler2', zh: '部门经办', en: 'Department handler' },
  { login: 'inspector', zh: '核查员', en: 'Inspector' },
  { login: 'supervisor', zh: '区督查', en: 'District supervisor' },
  { login: 'admin', zh: '系统管理员', en: 'Administrator' },
] as const;
