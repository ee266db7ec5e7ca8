import 'reflect-metadata';
import { readConfig } from './config.js';

const DATABASE_URL = 'postgres://localhost/x';

describe('the configuration', () => {
  it('lists all mistakes at once', () => {
    const read = (): unknown =>
      readConfig({
        DATABASE_URL: 'mysql://x',
        PORT: 'abc',
        INGRID_ROLES: 'http,cook',
        INGRID_DEMO: 'perhaps',
        LOG_LEVEL: 'loud',
        SESSION_HOURS: '0',
      });
    expect(read).toThrow('DATABASE_URL');
    for (const name of ['PORT', 'INGRID_ROLES', 'INGRID_DEMO', 'LOG_LEVEL', 'SESSION_HOURS'])
      expect(read).toThrow(name);
  });

  it('asks for a database and needs nothing else', () => {
    expect(() => readConfig({})).toThrow('DATABASE_URL');
    const config = readConfig({ DATABASE_URL });
    expect(config).toMatchObject({
      PORT: 3000,
      HOST: '127.0.0.1',
      INGRID_ROLES: ['http', 'live', 'worker'],
      INGRID_DEMO: false,
    });
    expect(Object.isFrozen(config)).toBe(true);
  });

  it('reads numbers, switches and lists, and takes empty for absent', () => {
    const config = readConfig({
      DATABASE_URL,
      PORT: '8080',
      INGRID_ROLES: 'http, worker',
      TRUST_PROXY: '1',
      REDIS_URL: '',
      WEB_DIR: '',
    });
    expect(config).toMatchObject({
      PORT: 8080,
      INGRID_ROLES: ['http', 'worker'],
      TRUST_PROXY: 1,
    });
    expect(config.REDIS_URL).toBeUndefined();
  });

  it('counts the proxies in front', () => {
    const hops = (TRUST_PROXY: string): number =>
      readConfig({ DATABASE_URL, TRUST_PROXY }).TRUST_PROXY;
    expect([hops(''), hops('0'), hops('1'), hops('2'), hops('true'), hops('false')]).toEqual([
      0, 0, 1, 2, 1, 0,
    ]);
    for (const wrong of ['yes', '-1', '1.5', '99', '10.0.0.0/8'])
      expect(() => hops(wrong)).toThrow('TRUST_PROXY');
  });

  it('keeps the known passwords of the demonstration off the network', () => {
    expect(() => readConfig({ DATABASE_URL, INGRID_DEMO: '1', HOST: '0.0.0.0' })).toThrow(
      'loopback',
    );
  });
});
