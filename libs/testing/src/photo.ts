import sharp from 'sharp';
import { type TestClient } from './test-client.js';

/** Uploads a small real photograph and answers its id. */
export async function aPhoto(client: TestClient): Promise<string> {
  const bytes = await sharp({ create: { width: 64, height: 48, channels: 3, background: '#587' } })
    .jpeg()
    .toBuffer();
  const answer = await client.upload('/attachments', {
    name: 'photo.jpg',
    type: 'image/jpeg',
    bytes,
  });
  const { id } = answer.body as { id?: string };
  if (id === undefined) throw new Error(`the photo was not taken: ${JSON.stringify(answer.body)}`);
  return id;
}
