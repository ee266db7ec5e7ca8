import { problem } from '@ingrid/kernel';

export const incidentProblems = {
  notFound: problem(
    'incidents.not_found',
    404,
    () => '没有找到这件事，或者它不在您可以查看的范围内。',
    () => 'There is no such incident, or it is not one you may see.',
  ),
  contactRequired: problem(
    'incidents.contact_required',
    400,
    () => '没有登录时请留下联系电话，我们用它把办理结果告诉您。',
    () => 'Without an account please leave a phone number, so that we can tell you the outcome.',
  ),
  callElsewhere: problem(
    'incidents.call_elsewhere',
    403,
    () => '这个地点不在您代人登记的范围内：请选定所在的社区，或把来电转给当地。',
    () =>
      'This place is outside the area for which you register calls: choose a community of it, or pass the call on.',
  ),
  placeRequired: problem(
    'incidents.place_required',
    400,
    () => '请说明在哪里：在地图上选一点，或写下地址，或选择所在的区域。',
    () => 'Please say where it is: a point on the map, an address in words or a region.',
  ),
  unknownCategory: problem<{ code: string }>(
    'incidents.unknown_category',
    422,
    (d) => `没有代码为“${d.code}”的类别，或者它不能直接选用。请从类别表中选最细的一级。`,
    (d) => `There is no category "${d.code}" that can be chosen. Choose one of the finest level.`,
  ),
  unknownRegion: problem(
    'incidents.unknown_region',
    422,
    () => '没有找到这个区域。',
    () => 'There is no such region.',
  ),
  answerMissing: problem<{ questions: string[] }>(
    'incidents.answer_missing',
    422,
    (d) => `这个类别还要回答：${d.questions.join('、')}。`,
    (d) => `This category also asks: ${d.questions.join(', ')}.`,
  ),
  tooMany: problem<{ retryAfterSeconds: number }>(
    'incidents.too_many',
    429,
    (d) =>
      `上报太频繁了，请在 ${Math.ceil(d.retryAfterSeconds / 60)} 分钟后再试。您写的内容没有丢失。紧急情况请拨打 110、119 或 120。`,
    (d) =>
      `Too many reports at once; try again in ${Math.ceil(d.retryAfterSeconds / 60)} minute(s). In an emergency call 110, 119 or 120.`,
  ),
  tooManyTries: problem<{ retryAfterSeconds: number }>(
    'incidents.too_many_tries',
    429,
    (d) => `查询码输错的次数太多，请在 ${Math.ceil(d.retryAfterSeconds / 60)} 分钟后再查询。`,
    (d) =>
      `Too many wrong tracking codes; try again in ${Math.ceil(d.retryAfterSeconds / 60)} minute(s).`,
  ),
  moveRefused: problem<{
    move: string;
    state: string;
    refusals: { code: string; words: string; details: unknown }[];
  }>(
    'incidents.move_refused',
    409,
    (d) => `这一步现在不能办：${d.refusals.map((r) => r.words).join('；')}。`,
    (d) => `This move is not possible: ${d.refusals.map((r) => r.words).join('; ')}.`,
  ),
  unknownMove: problem<{ move: string }>(
    'incidents.unknown_move',
    422,
    (d) => `办理流程里没有“${d.move}”这一步。`,
    (d) => `The process has no move "${d.move}".`,
  ),
  badOfflineTime: problem<{ days: number }>(
    'incidents.bad_offline_time',
    422,
    (d) => `离线办理的时间只能是过去 ${d.days} 天以内。请核对手机的日期和时间。`,
    (d) =>
      `Work done offline must lie within the past ${d.days} days. Check the date of your phone.`,
  ),
  stale: problem<{ yours: number; current: number; state: string }>(
    'incidents.stale',
    409,
    () => '这件事刚刚被别人更新过。请先看看最新情况，再决定怎么办。',
    () => 'Somebody changed this incident in the meantime. Look at its present state first.',
  ),
  badDuplicate: problem(
    'incidents.bad_duplicate',
    422,
    () => '要并入的那一件不存在、已经并入别的事件，或者不在您的范围内。',
    () => 'The incident to merge into does not exist, is itself merged, or is not one you may see.',
  ),
  badTracking: problem(
    'incidents.bad_tracking',
    404,
    () => '编号和查询码对不上，请核对后再试。',
    () => 'The number and the tracking code do not belong together. Please check both.',
  ),
  held: problem(
    'incidents.held',
    409,
    () => '这件上报还在审核，请先在审核列表中放行。',
    () => 'This report is held for moderation; release it first.',
  ),
  discarded: problem(
    'incidents.discarded',
    409,
    () => '这件上报审核后没有受理，不能再办理。情况有变化时请重新上报。',
    () => 'This report was looked at and not accepted. Report again if something has changed.',
  ),
  notHeld: problem(
    'incidents.not_held',
    409,
    () => '这件上报没有在等待审核，可能别人已经处理了。',
    () => 'This report is not waiting for moderation; somebody may have decided already.',
  ),
  badFilter: problem<{ field: string }>(
    'incidents.bad_filter',
    400,
    (d) => `查询条件“${d.field}”写得不对。`,
    (d) => `The filter "${d.field}" is not valid.`,
  ),
  tooManyRows: problem<{ most: number }>(
    'incidents.too_many_rows',
    400,
    (d) => `一次最多 ${d.most} 件，请分批办理。`,
    (d) => `At most ${d.most} at a time.`,
  ),
  badCategoryFile: problem<{ faults: { row: number; words: string }[] }>(
    'incidents.bad_category_file',
    422,
    (d) =>
      `类别数据有 ${d.faults.length} 处错误，没有导入：${d.faults
        .slice(0, 3)
        .map((f) => `第 ${f.row} 行 ${f.words}`)
        .join('；')}。`,
    (d) =>
      `The category data has ${d.faults.length} fault(s) and was not imported; first at row ${d.faults[0]?.row ?? 0}.`,
  ),
};
