import { networkPlace } from './network.js';

describe('a place on the network', () => {
  it.each([
    ['192.0.2.7', '192.0.2.7'],
    ['::ffff:192.0.2.7', '192.0.2.7'],
    ['::FFFF:c000:0207', '192.0.2.7'],
    ['::1', '0:0:0:0::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
    ['unknown', 'unknown'],
    ['', ''],
  ])('%s is %s', (address, place) => {
    expect(networkPlace(address)).toBe(place);
  });

  it('is the same for every address of one household, however it is written', () => {
    const written = [
      '2001:db8:0:5::1',
      '2001:db8::5:0:0:0:2',
      '2001:0db8:0000:0005:ffff:ffff:ffff:ffff',
      '2001:DB8:0:5:1::',
      '2001:db8:0:5::192.0.2.7',
    ];
    expect(new Set(written.map(networkPlace))).toEqual(new Set(['2001:db8:0:5::/64']));
  });

  it('is another one for the neighbour', () => {
    expect(networkPlace('2001:db8::5')).not.toBe(networkPlace('2001:db8:0:5::5'));
    expect(networkPlace('2001:db8:0:6::1')).not.toBe(networkPlace('2001:db8:0:5::1'));
  });
});
