/** The parts of an OpenAPI 3.1 document that the tests read. */
export interface ApiSchema {
  readonly $ref?: string;
  readonly allOf?: readonly ApiSchema[];
  readonly type?: string | readonly string[];
  readonly format?: string;
  readonly enum?: readonly string[];
  readonly pattern?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly items?: ApiSchema;
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, ApiSchema>>;
  readonly additionalProperties?: boolean | ApiSchema;
}

export interface ApiOperation {
  readonly tags?: readonly string[];
  readonly 'x-access'?: { readonly kind: 'verb' | 'person' | 'public'; readonly verb?: string };
  readonly parameters?: readonly {
    readonly name: string;
    readonly in: Place;
    readonly required?: boolean;
    readonly schema: ApiSchema;
  }[];
  readonly requestBody?: {
    readonly content: Readonly<Record<string, { readonly schema: ApiSchema }>>;
  };
  readonly responses: Readonly<Record<string, unknown>>;
}

export interface ApiDocument {
  readonly paths: Readonly<Record<string, Readonly<Record<string, ApiOperation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, ApiSchema>> };
}

export type Place = 'path' | 'query' | 'header' | 'body';

export interface Route {
  readonly method: string;
  /** With `{id}`. */
  readonly path: string;
  readonly operation: ApiOperation;
}

/** One value that a caller may send: a part of the address, a query field, or a leaf or list of the body. */
export interface Field {
  readonly place: Place;
  readonly path: readonly string[];
  readonly required: boolean;
  readonly schema: ApiSchema;
}

export function operationsOf(document: ApiDocument): Route[] {
  return Object.entries(document.paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, operation]) => ({
      method: method.toUpperCase(),
      path,
      operation,
    })),
  );
}

/** Every field of a route, parts of bodies included. */
export function fieldsOf(document: ApiDocument, { operation }: Route): Field[] {
  const parameters = (operation.parameters ?? []).map(
    ({ name, in: place, required, schema }): Field => {
      return {
        place,
        path: [name],
        required: required === true,
        schema: resolved(document, schema),
      };
    },
  );
  const body = bodyOf(document, operation);
  return [...parameters, ...(body ? leaves(document, body, []) : [])];
}

/** The JSON body of a route. */
export function bodyOf(document: ApiDocument, operation: ApiOperation): ApiSchema | null {
  const schema = operation.requestBody?.content['application/json']?.schema;
  return schema ? resolved(document, schema) : null;
}

export function resolved(document: ApiDocument, schema: ApiSchema): ApiSchema {
  const [only] = schema.allOf ?? [];
  const reference = schema.$ref ?? only?.$ref;
  if (reference !== undefined)
    return document.components.schemas[reference.split('/').at(-1) ?? ''] ?? {};
  // OpenAPI 3.1 writes a value that may be null as a list of types.
  const type = [schema.type].flat().find((name) => name !== 'null');
  return type === undefined ? schema : { ...schema, type };
}

function leaves(document: ApiDocument, schema: ApiSchema, above: readonly string[]): Field[] {
  return Object.entries(schema.properties ?? {}).flatMap(([name, given]) => {
    const own = resolved(document, given);
    const path = [...above, name];
    const field: Field = {
      place: 'body',
      path,
      required: schema.required?.includes(name) === true,
      schema: own,
    };
    return own.properties ? leaves(document, own, path) : [field];
  });
}
