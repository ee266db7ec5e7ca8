import { type Language } from '@ingrid/kernel';

const ZH = `格中命令行

用法：npm run cli -- <命令> [选项]

命令
  migrate                               把数据库升级到最新结构
  create-admin --login <账号> --name <姓名>
                                        建立第一位管理员；密码在终端输入，或用环境变量 INGRID_ADMIN_PASSWORD
  import regions|grids|base|categories <文件> [--parent <代码>] [--coordinates <坐标系>]
                                        导入区域（CSV）、网格（GeoJSON）、底图（GeoJSON）或类别（CSV、JSON），列出每个问题的行列和位置
  demo                                  在空数据库里建立演示街道
  timers                                把到期的工作办一遍（超期提醒、未完成的导入等）
  replay --data <目录> [--keep]         用真实数据演练全过程：导入、划格、376 条居民留言、派遣、处置、核查、结案
  help                                  本说明

选项
  --lang zh|en                          语言，默认按 LANG

不设 DATABASE_URL 时使用 npm start 的内置数据库（DATA_DIR）。
退出码：0 成功，1 未完成，2 用法不对，3 完成但有内容被拒绝。`;

const EN = `Ingrid on the command line

Usage: npm run cli -- <command> [options]

Commands
  migrate                               bring the database to the newest schema
  create-admin --login <login> --name <name>
                                        create the first administrator; the password is asked for, or taken from
                                        INGRID_ADMIN_PASSWORD
  import regions|grids|base|categories <file> [--parent <code>] [--coordinates <system>]
                                        import regions (CSV), grids (GeoJSON), the base map (GeoJSON) or categories
                                        (CSV, JSON); every fault is listed with row and column or place
  demo                                  fill an empty database with the demonstration street
  timers                                work off what is due once (reminders, unfinished imports and so on)
  replay --data <folder> [--keep]       walk the whole journey on real data: import, draw grids, 376 residents'
                                        messages, dispatch, handle, verify, close
  help                                  this text

Options
  --lang zh|en                          language; by LANG when absent

Without DATABASE_URL the embedded database of npm start (DATA_DIR) is used.
Exit codes: 0 done, 1 failed, 2 wrong usage, 3 done but something was refused.`;

export const HELP: Readonly<Record<Language, string>> = { zh: ZH, en: EN };
