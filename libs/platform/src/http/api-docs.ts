import { type INestApplication } from '@nestjs/common';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import { ACCESS_EXTENSION, type AccessDeclaration } from '../access/declarations.js';

const METHODS = ['get', 'post', 'put', 'patch', 'delete'] as const;
const PROBLEM = 'Problem';
const UUID_LENGTH = 36;

type PathItem = OpenAPIObject['paths'][string];
type Operation = NonNullable<PathItem['get']>;
type Parameter = NonNullable<Operation['parameters']>[number];
type Schemas = NonNullable<NonNullable<OpenAPIObject['components']>['schemas']>;

/** RFC 9457, as `ProblemWire` of libs/contract has it. */
const PROBLEM_SCHEMA: Schemas[string] = {
  type: 'object',
  required: ['type', 'title', 'status', 'code', 'detail', 'details', 'reference'],
  properties: {
    type: { type: 'string', description: '`urn:ingrid:problem:` and the code' },
    title: { type: 'string' },
    status: { type: 'integer' },
    code: { type: 'string', description: 'stable; see docs/problems.md' },
    detail: { type: 'string', description: 'one sentence in the language of Accept-Language' },
    details: { type: 'object', additionalProperties: true },
    reference: { type: 'string', format: 'uuid' },
  },
};

/** The OpenAPI 3.1 document of the whole application: routes and shapes in the order of their names. */
export function describeApi(app: INestApplication): OpenAPIObject {
  const settings = new DocumentBuilder()
    .setTitle('Ingrid 格中')
    .setDescription(
      'Community grid governance. Errors are problem documents (RFC 9457) with a stable code.',
    )
    .setVersion('1')
    .setOpenAPIVersion('3.1.0')
    .addBearerAuth()
    .build();
  const document = SwaggerModule.createDocument(app, settings);
  const paths = inOrder(document.paths);
  for (const path of Object.values(paths)) operationsOf(path).forEach(complete);
  const schemas = inOrder({ ...document.components?.schemas, [PROBLEM]: PROBLEM_SCHEMA });
  return { ...document, paths, components: { ...document.components, schemas } };
}

export function serveApiDocs(app: INestApplication): void {
  SwaggerModule.setup('api/docs', app, () => describeApi(app), {
    jsonDocumentUrl: 'api/openapi.json',
    yamlDocumentUrl: 'api/openapi.yaml',
    customSiteTitle: 'Ingrid 格中 API',
    // No request leaves this server: the page would otherwise ask a public validator about our document.
    swaggerOptions: { validatorUrl: null, tagsSorter: 'alpha', operationsSorter: 'alpha' },
  });
}

function operationsOf(path: PathItem): Operation[] {
  return METHODS.flatMap((method) => path[method] ?? []);
}

/** What every route answers when it refuses, and whether it needs a session. */
function complete(operation: Operation): void {
  // Written there by the access decorators; a route without one is closed and has none.
  const access = (operation as Operation & { [ACCESS_EXTENSION]?: AccessDeclaration })[
    ACCESS_EXTENSION
  ];
  if (access?.kind !== 'public') operation.security = [{ bearer: [] }];
  for (const parameter of operation.parameters ?? []) {
    if ('in' in parameter) completeParameter(parameter);
  }
  operation.responses['default'] = {
    description: 'Refused: a problem document',
    content: {
      'application/problem+json': { schema: { $ref: `#/components/schemas/${PROBLEM}` } },
    },
  };
}

function completeParameter(parameter: Extract<Parameter, { in: string }>): void {
  // Nest takes every header of a route for required; ours, such as Idempotency-Key, never are.
  if (parameter.in === 'header') parameter.required = false;
  const { schema = {} } = parameter;
  // Every `:id` is checked by IdPipe, which Nest cannot see; another kind of id describes itself by @ApiParam.
  const isId = parameter.in === 'path' && parameter.name === 'id' && !('maxLength' in schema);
  if (isId) parameter.schema = { ...schema, format: 'uuid', maxLength: UUID_LENGTH };
}

function inOrder<T>(named: Record<string, T>): Record<string, T> {
  return Object.fromEntries(Object.entries(named).sort(([a], [b]) => (a < b ? -1 : 1)));
}
