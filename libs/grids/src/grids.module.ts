import { IdentityModule, IdentityService } from '@ingrid/identity';
import { type Actor, Subjects } from '@ingrid/platform';
import { Inject, Module, type OnModuleInit } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import { BaseImport } from './base-map/base-import.js';
import { BaseMapService } from './base-map/base-map.service.js';
import { GridMap } from './grid-map.js';
import { GridsService } from './grids.service.js';
import { GridDrawings } from './grid-drawings.js';
import { BaseMapController } from './http/base-map.controller.js';
import { GridsController } from './http/grids.controller.js';
import { StaffController } from './http/staff.controller.js';
import { RegionsController } from './http/regions.controller.js';
import { ImportsController } from './http/imports.controller.js';
import { ImportFeeds } from './imports/import-feeds.js';
import { ImportFiles } from './imports/import-files.js';
import { ImportKinds } from './imports/import-kind.js';
import { ImportRunner } from './imports/import-runner.js';
import { ImportUploads } from './imports/import-uploads.js';
import { ImportsService } from './imports/imports.service.js';
import { GridsKind } from './imports/kinds/grids-kind.js';
import { RegionsKind } from './imports/kinds/regions-kind.js';
import { RegionsService } from './regions.service.js';
import { StaffService } from './staff.service.js';

@Module({
  imports: [IdentityModule],
  controllers: [
    BaseMapController,
    RegionsController,
    GridsController,
    StaffController,
    ImportsController,
  ],
  providers: [
    BaseImport,
    BaseMapService,
    GridMap,
    RegionsService,
    StaffService,
    GridsService,
    GridDrawings,
    ImportKinds,
    ImportFeeds,
    ImportFiles,
    ImportRunner,
    ImportUploads,
    ImportsService,
    RegionsKind,
    GridsKind,
  ],
  exports: [
    BaseMapService,
    GridsService,
    RegionsService,
    StaffService,
    GridMap,
    ImportKinds,
    ImportFiles,
    ImportRunner,
    ImportsService,
  ],
})
export class GridsModule implements OnModuleInit {
  constructor(
    @Inject(IdentityService) private readonly identity: IdentityService,
    @Inject(RegionsService) private readonly regions: RegionsService,
    @Inject(ImportKinds) private readonly kinds: ImportKinds,
    @Inject(ModuleRef) private readonly module: ModuleRef,
  ) {}

  @Inject(Subjects) private readonly subjects: Subjects;

  onModuleInit(): void {
    this.kinds.register(this.module.get(RegionsKind));
    this.kinds.register(this.module.get(GridsKind));
    this.tellSubjects();
    this.identity.registerRegionNames(async (paths) => {
      const nodes = await this.regions.byPaths(paths);
      return new Map(nodes.map(({ path, name }) => [path, name]));
    });
  }
  private tellSubjects(): void {
    const regions = {
      mayRead: async (actor: Actor, id: string) => {
        const [region] = await this.regions.byIds([id]);
        return region !== undefined && actor.allows('region.read', region.path);
      },
      namesOf: async (ids: readonly string[]) =>
        new Map((await this.regions.byIds(ids)).map(({ id, name }) => [id, name])),
    };
    this.subjects.register('region', regions);
    this.subjects.register('grid', regions);
  }
}
