/** A photo as others see it: re-encoded, without its metadata. */
export interface AttachmentWire {
  id: string;
  /** `image/jpeg` or, where parts are transparent, `image/webp`. */
  mime: string;
  width: number;
  height: number;
  bytes: number;
  /** Address on this server; with a `key` in it for whoever has no account. */
  url: string;
  thumbUrl: string;
  at: string;
}

/** The answer to an upload; `key` opens the file to whoever holds it. */
export interface UploadWire extends AttachmentWire {
  key: string;
}
