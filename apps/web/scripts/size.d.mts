export function isBuilt(): boolean;
export function firstLoad(): { file: string; bytes: number }[];
