import { problem } from '@ingrid/kernel';

/** How far reading had come: whole features before the fault, counted from the start of the file. */
interface Reached extends Record<string, unknown> {
  readonly featuresRead: number;
}

/** What makes a whole file unreadable; faults of single polygons are findings, not problems. */
export const geoProblems = {
  fileEmpty: problem(
    'geo.file_empty',
    422,
    () => '文件是空的。',
    () => 'The file is empty.',
  ),
  fileEncoding: problem(
    'geo.file_encoding',
    422,
    () => '文件不是 UTF-8 编码，请另存为 UTF-8 后再导入。',
    () => 'The file is not UTF-8. Save it as UTF-8 and import it again.',
  ),
  fileNotJson: problem<Reached>(
    'geo.file_not_json',
    422,
    (d) => `文件不是完整的 GeoJSON：读到第 ${d.featuresRead + 1} 项时出错。`,
    (d) => `The file is not complete GeoJSON: reading failed at feature ${d.featuresRead + 1}.`,
  ),
  fileNotGeoJson: problem(
    'geo.file_not_geojson',
    422,
    () => '文件里没有 GeoJSON 要素、要素集或图形。',
    () => 'The file holds no GeoJSON feature, feature collection or geometry.',
  ),
  fileTooLarge: problem<{ maxBytes: number }>(
    'geo.file_too_large',
    413,
    (d) => `文件超过 ${Math.floor(d.maxBytes / 1_000_000)} MB，请分成几个文件导入。`,
    (d) => `The file is larger than ${Math.floor(d.maxBytes / 1_000_000)} MB. Import it in parts.`,
  ),
  fileTooDeep: problem<{ maxDepth: number }>(
    'geo.file_too_deep',
    422,
    (d) => `文件内容嵌套超过 ${d.maxDepth} 层。`,
    (d) => `The file is nested deeper than ${d.maxDepth} levels.`,
  ),
  tooManyFeatures: problem<{ maxFeatures: number }>(
    'geo.too_many_features',
    422,
    (d) => `文件里超过 ${d.maxFeatures} 项，请分成几个文件导入。`,
    (d) => `The file holds more than ${d.maxFeatures} features. Import it in parts.`,
  ),
  crsUnknown: problem<{ name: string }>(
    'geo.crs_unknown',
    422,
    (d) => `不认识文件里写的坐标系“${d.name}”。可用 WGS84、CGCS2000、GCJ-02、BD-09 的经纬度。`,
    (d) =>
      `The file names an unknown coordinate system, "${d.name}". Use degrees in WGS84, CGCS2000, GCJ-02 or BD-09.`,
  ),
  crsTooLate: problem<{ name: string }>(
    'geo.crs_too_late',
    422,
    (d) => `文件在数据之后才写明坐标系“${d.name}”，请在导入时选择坐标系。`,
    (d) =>
      `The file names its coordinate system, "${d.name}", only after its features. Choose it when importing.`,
  ),
};
