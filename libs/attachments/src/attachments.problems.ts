import { problem } from '@ingrid/kernel';

const mega = (n: number): number => Math.round(n / 1_000_000);

export const attachmentProblems = {
  noFile: problem(
    'attachments.no_file',
    400,
    () => '没有收到照片，请重新选择。',
    () => 'No photo arrived; choose it again.',
  ),
  empty: problem(
    'attachments.empty',
    400,
    () => '这个文件是空的，请重新拍照或选择。',
    () => 'The file is empty; take or choose the photo again.',
  ),
  tooLarge: problem<{ mostBytes: number }>(
    'attachments.too_large',
    413,
    (d) => `照片超过 ${Math.round(d.mostBytes / 1_048_576)} MB，请缩小后再上传。`,
    (d) =>
      `The photo is larger than ${Math.round(d.mostBytes / 1_048_576)} MB; send a smaller one.`,
  ),
  tooManyPixels: problem<{ mostPixels: number }>(
    'attachments.too_many_pixels',
    413,
    (d) => `照片的像素超过 ${d.mostPixels / 10_000} 万，请缩小后再上传。`,
    (d) => `The photo has more than ${mega(d.mostPixels)} million pixels; send a smaller one.`,
  ),
  notAnImage: problem(
    'attachments.not_an_image',
    415,
    () => '这个文件的内容不是照片（改名不会改变内容）。请上传 JPEG、PNG、WebP 或 GIF 图片。',
    () =>
      'The content of this file is not a photo, whatever its name says. Send JPEG, PNG, WebP or GIF.',
  ),
  svg: problem(
    'attachments.svg',
    415,
    () => '不接受 SVG 图形，因为其中可以含有程序。请上传照片或截图。',
    () =>
      'SVG drawings are not taken, because they can carry programs. Send a photo or a screenshot.',
  ),
  heic: problem(
    'attachments.heic',
    415,
    () => '暂时读不了 HEIC 照片。请在相机设置中选“兼容性最佳”（JPEG），或发送截图。',
    () =>
      'HEIC photos cannot be read yet. Set the camera to “most compatible” (JPEG) or send a screenshot.',
  ),
  damaged: problem(
    'attachments.damaged',
    400,
    () => '照片不完整或已损坏，请重新上传。',
    () => 'The photo is cut off or damaged; upload it again.',
  ),
  interrupted: problem(
    'attachments.interrupted',
    400,
    () => '照片没有传完，请再试一次。',
    () => 'The upload did not arrive whole; try again.',
  ),
  tooMany: problem<{ retryAfterSeconds: number }>(
    'attachments.too_many_uploads',
    429,
    (d) => `这一小时上传的照片太多，请约 ${Math.ceil(d.retryAfterSeconds / 60)} 分钟后再试。`,
    (d) =>
      `Too many photos in this hour; try again in about ${Math.ceil(d.retryAfterSeconds / 60)} minute(s).`,
  ),
  busy: problem<{ retryAfterSeconds: number }>(
    'attachments.busy',
    503,
    () => '正在处理的照片太多，请几秒后再试。',
    () => 'Too many photos are being worked on; try again in a few seconds.',
  ),
  notFound: problem(
    'attachments.not_found',
    404,
    () => '没有这张照片，或者您无权查看。',
    () => 'There is no such photo, or you may not see it.',
  ),
  notYours: problem<{ ids: string[] }>(
    'attachments.not_usable',
    422,
    (d) => `有 ${d.ids.length} 张照片不能使用：已用于别处、不是您上传的或已过期。请重新上传。`,
    (d) =>
      `${d.ids.length} photo(s) cannot be used: used elsewhere, not uploaded by you, or expired. Upload them again.`,
  ),
  tooManyAtOnce: problem<{ most: number }>(
    'attachments.too_many_at_once',
    422,
    (d) => `一次最多 ${d.most} 张照片。`,
    (d) => `At most ${d.most} photos at once.`,
  ),
};
