/** One message to one person, in words. */
export interface NoticeWire {
  id: string;
  at: string;
  words: string;
  /** What it is about, for a link; null for a message about nothing in particular. */
  subjectType: string | null;
  subjectId: string | null;
  readAt: string | null;
}

export interface NoticesWire {
  items: NoticeWire[];
  nextCursor: string | null;
  /** Of all my notices, not only of this page. */
  unread: number;
}
