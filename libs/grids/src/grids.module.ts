import { IdentityModule, IdentityService } from '@ingrid/identity';
import { Inject, Module, type OnModuleInit } from '@nestjs/common';
import { BaseMapService } from './base-map/base-map.service.js';
import { GridMap } from './grid-map.js';
import { GridsService } from './grids.service.js';
import { RegionsController } from './http/regions.controller.js';
import { RegionsService } from './regions.service.js';
import { StaffService } from './staff.service.js';

@Module({
  imports: [IdentityModule],
  controllers: [RegionsController],
  providers: [BaseMapService, GridMap, RegionsService, StaffService, GridsService],
  exports: [BaseMapService, GridsService, RegionsService, StaffService, GridMap],
})
export class GridsModule implements OnModuleInit {
  constructor(
    @Inject(IdentityService) private readonly identity: IdentityService,
    @Inject(RegionsService) private readonly regions: RegionsService,
  ) {}

  onModuleInit(): void {
    this.identity.registerRegionNames(async (paths) => {
      const nodes = await this.regions.byPaths(paths);
      return new Map(nodes.map(({ path, name }) => [path, name]));
    });
  }
}
