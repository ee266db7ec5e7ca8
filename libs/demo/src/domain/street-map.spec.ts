import { demoMap } from './street-map.js';

describe('the demo street', () => {
  const map = demoMap();
  const grids = map.communities.flatMap((c) => c.grids);

  it('has 6 communities of 5 grids each with codes that continue their community', () => {
    expect(map.communities).toHaveLength(6);
    expect(grids).toHaveLength(30);
    for (const c of map.communities)
      for (const g of c.grids) expect(g.code.startsWith(c.code)).toBe(true);
  });

  it('is the same every time', () => {
    expect(demoMap()).toEqual(map);
  });

  it('draws every grid as a closed ring and gives every block to one grid', () => {
    for (const grid of grids) {
      expect(grid.ring.length).toBeGreaterThan(8);
      expect(grid.ring.at(-1)).toEqual(grid.ring[0]);
    }
    const blocks = grids.flatMap((g) => g.blocks.map(String));
    expect(new Set(blocks).size).toBe(150);
    expect(blocks).toHaveLength(150);
  });

  it('has buildings in every grid', () => {
    const withBuildings = new Set(map.buildings.map((b) => b.gridCode));
    expect(withBuildings.size).toBe(30);
  });
});
