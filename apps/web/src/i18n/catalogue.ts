/** The English catalogue has the keys of the Chinese one; a missing or extra key is a type error. */
export type Catalogue<T> = { [K in keyof T]: T[K] extends string ? string : Catalogue<T[K]> };
