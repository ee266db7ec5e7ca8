import { createServer } from '@ingrid/assembly';
import { GridsService, RegionsService } from '@ingrid/grids';
import { IdentityService } from '@ingrid/identity';
import { ActivityTail, readConfig, SYSTEM, UnitOfWork } from '@ingrid/platform';
import { type INestApplicationContext } from '@nestjs/common';
import { type Begin, FIELD, type Ready } from './shapes.js';

/** The whole product in a process of its own, with all its roles, as `npm start` runs it. */
process.on('message', (begin: Begin) => {
  void start(begin).then((ready) => process.send?.(ready));
});

async function start({ databaseUrl, tempDir }: Begin): Promise<Ready> {
  const server = await createServer(
    readConfig({
      DATABASE_URL: databaseUrl,
      FILES_DIR: tempDir,
      WEB_DIR: '',
      PORT: '0',
      LOG_LEVEL: 'error',
      INGRID_ROLES: process.env['BENCH_ROLES'] ?? 'http,live,worker',
    }),
  );
  await makeField(server.app);
  const token = await logIn(server.app);
  await server.app.get(ActivityTail, { strict: false }).settled();
  return { kind: 'ready', address: server.address, token };
}

async function logIn(app: INestApplicationContext): Promise<string> {
  const identity = app.get(IdentityService, { strict: false });
  const { id } = await app.get(UnitOfWork, { strict: false }).run(SYSTEM, async (tx) => {
    const person = await identity.createPerson(tx, { name: '网格员' });
    await identity.grant(tx, { personId: person.id, role: 'worker', regionPath: '44.4403.440305' });
    return person;
  });
  return (await identity.openSession(id)).token;
}

/** A street full of grids, made through the services the first time. */
async function makeField(app: INestApplicationContext): Promise<void> {
  const regions = app.get(RegionsService, { strict: false });
  const grids = app.get(GridsService, { strict: false });
  if (await regions.find('440305001001')) return;
  let parentId: string | undefined;
  const above = [
    ['44', '广东省', 'province'],
    ['4403', '深圳市', 'city'],
    ['440305', '南山区', 'district'],
    ['440305001', '南头街道', 'street'],
    ['440305001001', '第一社区', 'community'],
  ] as const;
  for (const [code, name, level] of above) {
    const parent = parentId === undefined ? {} : { parentId };
    parentId = (await regions.create(SYSTEM, { code, name, level, ...parent })).id;
  }
  const { side, columns, rows } = FIELD;
  await app.get(UnitOfWork, { strict: false }).run(SYSTEM, async (tx) => {
    for (let at = 0; at < columns * rows; at += 1) {
      const x = FIELD.west + (at % columns) * side;
      const y = FIELD.south + Math.floor(at / columns) * side;
      const ring: [number, number][] = [
        [x, y],
        [x + side, y],
        [x + side, y + side],
        [x, y + side],
        [x, y],
      ];
      const code = `440305001001${String(at + 1).padStart(3, '0')}`;
      const polygon = { type: 'Polygon' as const, coordinates: [ring] };
      await grids.createIn(tx, {
        communityId: parentId ?? '',
        code,
        name: `第${at + 1}网格`,
        polygon,
      });
    }
  });
}
