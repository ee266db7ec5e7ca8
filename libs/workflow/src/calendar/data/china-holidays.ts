// Written by scripts/calendar-data.mjs from chinese-days 1.5.7 (MIT). Do not edit.
import type { HolidayYear } from '../holidays.js';
import { CN_2019 } from './cn-2019.js';
import { CN_2020 } from './cn-2020.js';
import { CN_2021 } from './cn-2021.js';
import { CN_2022 } from './cn-2022.js';
import { CN_2023 } from './cn-2023.js';
import { CN_2024 } from './cn-2024.js';
import { CN_2025 } from './cn-2025.js';
import { CN_2026 } from './cn-2026.js';

export const CHINA_HOLIDAYS: readonly HolidayYear[] = [
  CN_2019,
  CN_2020,
  CN_2021,
  CN_2022,
  CN_2023,
  CN_2024,
  CN_2025,
  CN_2026,
];
