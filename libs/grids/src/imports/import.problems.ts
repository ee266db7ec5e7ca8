import { problem } from '@ingrid/kernel';

export const importProblems = {
  notFound: problem(
    'imports.not_found',
    404,
    () => '没有这次导入，或它不在您的辖区内。',
    () => 'There is no such import, or it is outside your area.',
  ),
  unknownKind: problem<{ known: string[] }>(
    'imports.unknown_kind',
    400,
    (d) => `不知道要导入什么。kind 可以是：${d.known.join('、')}。`,
    (d) => `It is not clear what to import; kind can be ${d.known.join(', ')}.`,
  ),
  noFile: problem(
    'imports.no_file',
    400,
    () => '请选择一个文件。',
    () => 'Choose a file.',
  ),
  interrupted: problem(
    'imports.interrupted',
    400,
    () => '文件没有传完整，请再试一次。',
    () => 'The file did not arrive whole; try again.',
  ),
  empty: problem(
    'imports.empty',
    422,
    () => '文件是空的，没有可以导入的内容。',
    () => 'The file is empty; there is nothing to import.',
  ),
  noRows: problem(
    'imports.no_rows',
    422,
    () => '文件里只有表头，没有一行数据。',
    () => 'The file has a header but not a single row.',
  ),
  tooManyRows: problem<{ most: number }>(
    'imports.too_many_rows',
    422,
    (d) => `文件超过 ${d.most} 行，请分成几个文件导入。`,
    (d) => `The file has more than ${d.most} rows; import it in parts.`,
  ),
  tooLong: problem<{ seconds: number }>(
    'imports.took_too_long',
    422,
    (d) => `处理超过 ${d.seconds} 秒，已停止。请分成几个文件导入。`,
    (d) => `It took more than ${d.seconds} s and was stopped; import it in parts.`,
  ),
  encoding: problem(
    'imports.encoding',
    422,
    () => '文件的文字编码既不是 UTF-8 也不是 GB18030，请另存为 UTF-8 后再导入。',
    () => 'The text is neither UTF-8 nor GB18030; save it as UTF-8 and import it again.',
  ),
  notTable: problem<{ why: 'xlsx' | 'binary' | 'json' }>(
    'imports.not_a_table',
    422,
    (d) =>
      d.why === 'xlsx'
        ? '这是 Excel 文件，请在 Excel 里另存为 CSV 后再导入。'
        : '这不是 CSV 表格，请检查文件。',
    (d) =>
      d.why === 'xlsx'
        ? 'This is an Excel file; save it as CSV in Excel and import that.'
        : 'This is not a CSV table; check the file.',
  ),
  badTable: problem<{ row: number }>(
    'imports.bad_table',
    422,
    (d) => `表格在第 ${d.row} 行之后无法读取（引号没有成对，或一行过长）。`,
    (d) => `The table cannot be read after row ${d.row} (an open quote, or a row too long).`,
  ),
  noColumn: problem<{ missing: string[]; found: string[] }>(
    'imports.no_column',
    422,
    (d) => `表头缺少“${d.missing.join('”“')}”列。文件里的列是：${d.found.join('、')}。`,
    (d) => `The header lacks ${d.missing.join(', ')}. The columns found are ${d.found.join(', ')}.`,
  ),
  twoColumns: problem<{ column: string }>(
    'imports.column_twice',
    422,
    (d) => `表头里有两列都表示“${d.column}”，请只留一列。`,
    (d) => `Two columns of the header mean ${d.column}; keep one.`,
  ),
  noFeatures: problem(
    'imports.no_features',
    422,
    () => '文件里没有一个网格。',
    () => 'The file holds not a single grid.',
  ),
  unknownSystem: problem<{ known: string[] }>(
    'imports.unknown_coordinate_system',
    400,
    (d) => `不认识这个坐标系，可用：${d.known.join('、')}。`,
    (d) => `This coordinate system is not known; use ${d.known.join(', ')}.`,
  ),
  fileGone: problem(
    'imports.file_gone',
    410,
    () => '上传的文件已经不在服务器上，无法继续。请重新导入。',
    () => 'The uploaded file is no longer on the server; import it again.',
  ),
  stillRunning: problem(
    'imports.still_running',
    409,
    () => '导入还在进行，完成之后才能撤销。',
    () => 'The import is still running; it can be undone when it has finished.',
  ),
  undoneAlready: problem(
    'imports.undone_already',
    409,
    () => '这次导入已经撤销。',
    () => 'This import was undone already.',
  ),
  stillUsed: problem<{ uses: { what: string; zh: string; en: string; count: number }[] }>(
    'imports.still_used',
    409,
    (d) =>
      `不能撤销：还有${d.uses.map((u) => `${u.zh} ${u.count} 项`).join('、')}依附在这次导入的内容上。请先处理它们。`,
    (d) =>
      `It cannot be undone: ${d.uses.map((u) => `${u.count} ${u.en}`).join(', ')} still hang on what it brought. Deal with them first.`,
  ),
};
