import Assembler from 'stream-json/assembler.js';
import { jsonParser, type Token } from 'stream-json/parser.js';
import { TOO_LARGE } from './feature.js';
import { geoProblems } from './problems.js';

export interface ReadLimits {
  readonly maxBytes: number;
  readonly maxFeatures: number;
  /** Positions of one feature. */
  readonly maxVertices: number;
  readonly maxDepth: number;
}

export const READ_LIMITS: ReadLimits = {
  maxBytes: 200_000_000,
  maxFeatures: 200_000,
  maxVertices: 100_000,
  maxDepth: 32,
};

/** A position is four tokens; the rest leaves room for ordinary properties. */
const TOKENS_PER_VERTEX = 4;
const TOKENS_FOR_PROPERTIES = 20_000;

/**
 * Takes the text of a GeoJSON file piece by piece and hands out features as they are complete, so that only one is
 * held in memory. Limits are kept while reading, before anything large has been built.
 */
export class FeatureCollector {
  /** Members of the file's object other than `features`. */
  readonly members = new Map<string, unknown>();
  /** Features handed out so far. */
  count = 0;
  hasFeatures = false;
  private readonly parse = jsonParser({ streamValues: false });
  private depth = 0;
  private key = '';
  private inFeatures = false;
  private finished = false;
  private building: Building | null = null;

  constructor(private readonly limits: ReadLimits) {}

  /** Features completed by this piece of text. Throws `geoProblems`. */
  *take(text: string): Generator<unknown, void, undefined> {
    for (const token of this.tokensOf(text)) {
      const value = this.step(token);
      if (value === NOTHING) continue;
      if (this.count >= this.limits.maxFeatures) {
        throw geoProblems.tooManyFeatures({ maxFeatures: this.limits.maxFeatures });
      }
      this.count++;
      yield value;
    }
  }

  /** Says that the file is over. Throws when it broke off. */
  end(): void {
    if (!this.finished) throw geoProblems.fileNotJson({ featuresRead: this.count });
  }

  private tokensOf(text: string): readonly Token[] {
    try {
      const parsed: unknown = this.parse(text);
      return hasTokens(parsed) ? parsed.values : [];
    } catch {
      throw geoProblems.fileNotJson({ featuresRead: this.count });
    }
  }

  private step(token: Token): unknown {
    const opens = token.name === 'startObject' || token.name === 'startArray';
    const closes = token.name === 'endObject' || token.name === 'endArray';
    if (this.depth === 0 && token.name !== 'startObject') throw geoProblems.fileNotGeoJson({});
    if (closes) this.depth--;
    const level = this.depth;
    if (opens) this.depth++;
    if (this.depth > this.limits.maxDepth) {
      throw geoProblems.fileTooDeep({ maxDepth: this.limits.maxDepth });
    }
    return this.place(token, level, closes);
  }

  /** Level 0 is the file's object, 1 its members, 2 the features. */
  private place(token: Token, level: number, closes: boolean): unknown {
    if (level === 0) {
      this.finished = closes;
      return NOTHING;
    }
    if (this.building === null && this.isFrame(token, level, closes)) return NOTHING;
    this.building ??= new Building(this.limits.maxVertices);
    this.building.add(token);
    if (level > (this.inFeatures ? 2 : 1) || isOpening(token)) return NOTHING;
    return this.complete(this.building.value());
  }

  /** Tokens that belong to the file's own object and to its list of features. */
  private isFrame(token: Token, level: number, closes: boolean): boolean {
    if (level !== 1) return false;
    if (token.name === 'keyValue') {
      this.key = token.value;
      return true;
    }
    if (this.key !== 'features') return false;
    if (token.name === 'startArray') {
      this.inFeatures = true;
      this.hasFeatures = true;
      return true;
    }
    if (!this.inFeatures || !closes) return false;
    this.inFeatures = false;
    return true;
  }

  private complete(value: unknown): unknown {
    this.building = null;
    if (this.inFeatures) return value;
    this.members.set(this.key, value);
    return NOTHING;
  }
}

const NOTHING = Symbol('nothing yet');

function isOpening(token: Token): boolean {
  return token.name === 'startObject' || token.name === 'startArray';
}

function hasTokens(parsed: unknown): parsed is { values: readonly Token[] } {
  return typeof parsed === 'object' && parsed !== null && 'values' in parsed;
}

/** One value being put together; given up, not kept, when it grows too large. */
class Building {
  private readonly assembler = new Assembler();
  private left: number;

  constructor(maxVertices: number) {
    this.left = maxVertices * TOKENS_PER_VERTEX + TOKENS_FOR_PROPERTIES;
  }

  add(token: Token): void {
    if (this.left-- > 0) this.assembler.consume(token);
  }

  value(): unknown {
    return this.left < 0 ? TOO_LARGE : this.assembler.current;
  }
}
