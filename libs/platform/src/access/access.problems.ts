import { VERBS, type Verb } from '@ingrid/contract';
import { problem } from '@ingrid/kernel';

export const accessProblems = {
  unauthenticated: problem(
    'access.unauthenticated',
    401,
    () => '请先登录。登录可能已经过期，您填写的内容仍在本页。',
    () => 'Please log in first. Your session may have ended; what you typed is still on the page.',
  ),
  forbidden: problem<{ verb: Verb }>(
    'access.forbidden',
    403,
    (d) => `您没有“${VERBS[d.verb].zh}”的权限，或不在您的辖区内。如需办理，请联系管理员。`,
    (d) => `You may not do this here (${VERBS[d.verb].en}). Ask your administrator if you need to.`,
  ),
  undeclared: problem(
    'access.undeclared',
    403,
    () => '此功能没有声明权限，因此不开放。',
    () => 'This route declares no permission and is therefore closed.',
  ),
  csrf: problem(
    'access.csrf',
    403,
    () => '请求缺少防伪标记。请刷新页面后再试。',
    () => 'The request lacks its anti-forgery token. Reload the page and try again.',
  ),
};
