import { isIPv4, isIPv6 } from 'node:net';

const GROUPS = 8;
const GROUPS_OF_A_HOUSEHOLD = 4;

/**
 * What counts as one place on the network for limits: an IPv4 address, or the /64 of an IPv6 address, which one
 * household or office has for itself (RFC 6177) and could otherwise change with every request. What is no address is
 * answered as it is.
 */
export function networkPlace(address: string): string {
  const plain = address.split('%')[0]?.toLowerCase() ?? '';
  if (!isIPv6(plain)) return plain;
  const groups = expanded(plain);
  const embedded = mappedIPv4(groups);
  if (embedded !== null) return embedded;
  return `${groups.slice(0, GROUPS_OF_A_HOUSEHOLD).map(hex).join(':')}::/64`;
}

/** The eight numbers of an IPv6 address. */
function expanded(address: string): number[] {
  const [head = '', tail] = address.split('::');
  const front = numbersOf(head);
  if (tail === undefined) return front;
  const back = numbersOf(tail);
  return [...front, ...Array<number>(GROUPS - front.length - back.length).fill(0), ...back];
}

function numbersOf(part: string): number[] {
  if (part === '') return [];
  return part.split(':').flatMap((group) => {
    if (!isIPv4(group)) return [Number.parseInt(group, 16)];
    const [a = 0, b = 0, c = 0, d = 0] = group.split('.').map(Number);
    return [a * 256 + b, c * 256 + d];
  });
}

/** `::ffff:a.b.c.d` is how a server that listens on both writes an IPv4 address (RFC 4291, 2.5.5.2). */
function mappedIPv4(groups: readonly number[]): string | null {
  const [high = 0, low = 0] = groups.slice(6);
  if (groups.slice(0, 5).some((group) => group !== 0) || groups[5] !== 0xffff) return null;
  return [high >> 8, high & 255, low >> 8, low & 255].join('.');
}

const hex = (group: number): string => group.toString(16);
