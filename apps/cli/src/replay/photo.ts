import sharp from 'sharp';

/** A small picture of one colour: what an office would see is not the point of the replay, that it travels is. */
export async function evidencePhoto(turn: number): Promise<Uint8Array> {
  const background = { r: (turn * 37) % 256, g: (turn * 91) % 256, b: (turn * 53) % 256 };
  return sharp({ create: { width: 96, height: 72, channels: 3, background } })
    .jpeg()
    .toBuffer();
}
