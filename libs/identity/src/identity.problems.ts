import { VERBS, type Verb } from '@ingrid/contract';
import { problem } from '@ingrid/kernel';
import { mapConstraint } from '@ingrid/platform';

const minutes = (seconds: number): number => Math.ceil(seconds / 60);
const zhVerbs = (verbs: readonly Verb[]): string => verbs.map((v) => VERBS[v].zh).join('、');
const enVerbs = (verbs: readonly Verb[]): string => verbs.map((v) => VERBS[v].en).join(', ');

export const sessionProblems = {
  wrong: problem(
    'sessions.wrong_login_or_password',
    401,
    () => '账号或密码不对。请检查后再试；忘记密码请联系管理员重设。',
    () =>
      'The login or the password is wrong. Check both; an administrator can set a new password.',
  ),
  locked: problem<{ retryAfterSeconds: number }>(
    'sessions.too_many_attempts',
    429,
    (d) => `尝试次数过多，请约 ${minutes(d.retryAfterSeconds)} 分钟后再试。`,
    (d) => `Too many attempts. Try again in about ${minutes(d.retryAfterSeconds)} minute(s).`,
  ),
  busy: problem<{ retryAfterSeconds: number }>(
    'sessions.busy',
    503,
    () => '同时登录的人太多，请几秒后再试。',
    () => 'Too many people are logging in at this moment; try again in a few seconds.',
  ),
};

export const peopleProblems = {
  notFound: problem(
    'people.not_found',
    404,
    () => '没有这个人员，或不在您的辖区内。',
    () => 'There is no such person, or not in your area.',
  ),
  loginTaken: problem(
    'people.login_taken',
    409,
    () => '这个账号名已被使用，请换一个。',
    () => 'This login is taken; choose another one.',
  ),
  badLogin: problem(
    'people.bad_login',
    400,
    () => '账号名应为 2 到 64 个字母、汉字或数字，可含 . _ @ -，不含空格。',
    () => 'A login has 2 to 64 letters or digits and may contain . _ @ - but no spaces.',
  ),
  weakPassword: problem<{ shortest: number }>(
    'people.weak_password',
    400,
    (d) => `密码太容易被猜到：至少 ${d.shortest} 个字符，不能与账号相同，也不能只有一种字符。`,
    (d) =>
      `The password is too easy to guess: at least ${d.shortest} characters, not the login, not one repeated character.`,
  ),
  wrongPassword: problem(
    'people.wrong_password',
    403,
    () => '现在的密码不对，密码没有更改。',
    () => 'The present password is wrong; nothing was changed.',
  ),
  holdsMore: problem<{ missing: Verb[] }>(
    'people.holds_more_than_you',
    403,
    (d) => `此人的权限超出您的权限（${zhVerbs(d.missing)}），请由上级管理员办理。`,
    (d) => `This person may do more than you (${enVerbs(d.missing)}); ask a higher administrator.`,
  ),
  stale: problem<{ yours: number; current: number }>(
    'people.stale',
    409,
    () => '这份人员资料刚被别人修改过，请查看最新内容后再改。',
    () => 'Somebody changed this person in the meantime; look at the present values first.',
  ),
  lastAdministrator: problem(
    'people.last_administrator',
    409,
    () => '这是最后一位系统管理员，不能停用或收回权限。请先授权另一位管理员。',
    () => 'This is the last administrator. Appoint another one first.',
  ),
  administratorExists: problem(
    'people.administrator_exists',
    409,
    () => '已经有系统管理员，新的管理员由他们在“人员权限”中授权。',
    () => 'There is an administrator already; further ones are appointed in the application.',
  ),
};

export const grantProblems = {
  notFound: problem(
    'grants.not_found',
    404,
    () => '没有这项授权，或不在您的辖区内。',
    () => 'There is no such grant, or not in your area.',
  ),
  beyondYourOwn: problem<{ missing: Verb[] }>(
    'grants.beyond_your_own',
    403,
    (d) => `只能授予您自己拥有的权限。您在这里没有：${zhVerbs(d.missing)}。`,
    (d) => `You can only grant what you hold. Here you lack: ${enVerbs(d.missing)}.`,
  ),
  toYourself: problem(
    'grants.to_yourself',
    403,
    () => '不能给自己授权，请由另一位管理员办理。',
    () => 'You cannot grant rights to yourself; ask another administrator.',
  ),
  noSuchRegion: problem<{ regionPath: string }>(
    'grants.no_such_region',
    400,
    () => '没有这个区域，请重新选择。',
    () => 'There is no such region; choose again.',
  ),
  dates: problem(
    'grants.dates',
    400,
    () => '结束时间应晚于开始时间，并且在将来。',
    () => 'The end must be after the beginning and in the future.',
  ),
  ended: problem(
    'grants.ended',
    409,
    () => '这项授权已经结束。',
    () => 'This grant has already ended.',
  ),
};

export const roleProblems = {
  notFound: problem(
    'roles.not_found',
    404,
    () => '没有这个角色。',
    () => 'There is no such role.',
  ),
  badCode: problem(
    'roles.bad_code',
    400,
    () => '角色代码应为 2 到 40 个小写字母、数字或下划线，以字母开头。',
    () => 'A role code has 2 to 40 small letters, digits or underscores and begins with a letter.',
  ),
  unknownVerb: problem<{ verbs: string[] }>(
    'roles.unknown_verb',
    400,
    (d) => `没有这些权限：${d.verbs.join('、')}。`,
    (d) => `There are no such verbs: ${d.verbs.join(', ')}.`,
  ),
  stale: problem<{ yours: number; current: number }>(
    'roles.stale',
    409,
    () => '这个角色刚被别人修改过，请查看最新内容后再改。',
    () => 'Somebody changed this role in the meantime; look at the present values first.',
  ),
};

export const unitProblems = {
  notFound: problem(
    'units.not_found',
    404,
    () => '没有这个单位。',
    () => 'There is no such unit.',
  ),
  nameTaken: problem(
    'units.name_taken',
    409,
    () => '这个区域里已有同名单位。',
    () => 'There is a unit of this name in this region already.',
  ),
};

mapConstraint('people_login_once', () => peopleProblems.loginTaken({}));
mapConstraint('people_unit_fk', () => unitProblems.notFound({}));
mapConstraint('grants_person_fk', () => peopleProblems.notFound({}));
mapConstraint('grants_role_fk', () => roleProblems.notFound({}));
mapConstraint('units_name_once', () => unitProblems.nameTaken({}));
