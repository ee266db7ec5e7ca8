import { plainToInstance, Transform } from 'class-transformer';
import {
  IsBoolean,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  Matches,
  Max,
  Min,
  validateSync,
} from 'class-validator';

export const SERVER_ROLES = ['http', 'live', 'worker'] as const;
export type ServerRole = (typeof SERVER_ROLES)[number];

const Whole = (): PropertyDecorator =>
  Transform(({ value }) => (typeof value === 'string' ? Number(value) : (value as unknown)));
const Switch = (): PropertyDecorator =>
  Transform(({ value }) =>
    value === '1' || value === 'true'
      ? true
      : value === '0' || value === 'false'
        ? false
        : (value as unknown),
  );

/** Everything the program can be told from outside, validated at the start and frozen. */
export class Config {
  @Matches(/^postgres(ql)?:\/\//, { message: 'DATABASE_URL must be a postgres:// address' })
  readonly DATABASE_URL: string;

  @IsOptional()
  @Matches(/^rediss?:\/\//, { message: 'REDIS_URL must be a redis:// address' })
  readonly REDIS_URL?: string;

  @IsString()
  readonly HOST: string = '127.0.0.1';

  @Whole()
  @IsInt()
  @Min(0)
  @Max(65_535)
  readonly PORT: number = 3000;

  /** `http`, `live`, `worker`, by comma; all by default. */
  @Transform(({ value }) =>
    typeof value === 'string' ? value.split(',').map((s) => s.trim()) : (value as unknown),
  )
  @IsIn(SERVER_ROLES, { each: true, message: 'INGRID_ROLES knows http, live and worker' })
  readonly INGRID_ROLES: ServerRole[] = [...SERVER_ROLES];

  @Switch()
  @IsBoolean({ message: 'INGRID_DEMO must be 1 or 0' })
  readonly INGRID_DEMO: boolean = false;

  @IsString()
  readonly INGRID_DEMO_PASSWORD: string = 'gezhong-demo';

  /** Where uploaded files are kept. */
  @IsString()
  readonly FILES_DIR: string = '.data/files';

  /** Folder of the built web application; empty serves none. */
  @IsString()
  readonly WEB_DIR: string = 'dist/web';

  @IsIn(['fatal', 'error', 'warn', 'info', 'debug', 'silent'])
  readonly LOG_LEVEL: string = 'info';

  @Whole()
  @IsInt()
  @Min(2)
  @Max(200)
  readonly DATABASE_POOL: number = 20;

  @Whole()
  @IsInt()
  @Min(1)
  @Max(24 * 90)
  readonly SESSION_HOURS: number = 12;

  /**
   * How many reverse proxies of one's own stand in front and add to X-Forwarded-For; 0: none. What stands further left
   * in that header was written by whoever sent the request, and is not believed.
   */
  @Transform(({ value }) => (value === 'true' ? 1 : value === 'false' ? 0 : (value as unknown)))
  @Whole()
  @IsInt({ message: 'TRUST_PROXY must be a number of proxies' })
  @Min(0)
  @Max(10)
  readonly TRUST_PROXY: number = 0;

  /** True where the site is served over TLS: cookies are then marked Secure. */
  @Switch()
  @IsBoolean({ message: 'SECURE_COOKIES must be 1 or 0' })
  readonly SECURE_COOKIES: boolean = false;

  @IsOptional()
  @IsString()
  readonly TILE_URL?: string;

  @IsOptional()
  @IsString()
  readonly TILE_ATTRIBUTION?: string;

  /** Reports one address may send in an hour without an account; 0 switches the limit off. */
  @Whole()
  @IsInt()
  @Min(0)
  readonly INTAKE_PER_ADDRESS_HOUR: number = 60;

  @Whole()
  @IsInt()
  @Min(0)
  readonly INTAKE_PER_PHONE_HOUR: number = 10;

  @Whole()
  @IsInt()
  @Min(0)
  readonly INTAKE_PER_DEVICE_HOUR: number = 20;
}

/**
 * Reads the configuration. All mistakes are listed at once.
 * @throws Error with one line per mistake.
 */
export function readConfig(
  environment: Record<string, string | undefined> = process.env,
): Readonly<Config> {
  // What has no default is no property of a new Config.
  const known = [
    ...Object.keys(new Config()),
    'DATABASE_URL',
    'REDIS_URL',
    'TILE_URL',
    'TILE_ATTRIBUTION',
  ];
  const given = Object.fromEntries(
    known.map((k): [string, string] => [k, environment[k] ?? '']).filter(([, v]) => v !== ''),
  );
  const config = plainToInstance(Config, given, { exposeDefaultValues: true });
  const mistakes = validateSync(config).flatMap((e) => Object.values(e.constraints ?? {}));
  if (config.INGRID_DEMO && !['127.0.0.1', '::1', 'localhost'].includes(config.HOST)) {
    mistakes.push(
      'INGRID_DEMO=1 has known passwords and listens on loopback only: leave HOST at 127.0.0.1',
    );
  }
  if (mistakes.length > 0) {
    throw new Error(
      `The configuration is not usable:\n${mistakes.map((m) => `  - ${m}`).join('\n')}`,
    );
  }
  return Object.freeze(config);
}
