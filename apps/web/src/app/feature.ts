import { type Verb } from '@ingrid/contract';
import 'vue-router';
import { type RouteRecordRaw } from 'vue-router';

export interface TwoTongues {
  zh: string;
  en: string;
}

/** An entry of the office's left rail; shown when the person holds one of the verbs anywhere. */
export interface DeskEntry {
  to: string;
  label: TwoTongues;
  /** A name of `ui/icons.ts`. */
  icon: string;
  /** Place in the rail, from above. */
  order: number;
  /** Who holds this verb starts here; without such an entry the first one of the rail is the start page. */
  mainFor?: Verb;
  verbs?: readonly Verb[];
}

/** What `features/<name>/index.ts` exports as `feature`. Words lie in `features/<name>/messages/{zh,en}.ts`. */
export interface Feature {
  /** Components as `() => import(...)`, so that a first visit loads one screen. */
  routes: RouteRecordRaw[];
  desk?: readonly DeskEntry[];
}

declare module 'vue-router' {
  interface RouteMeta {
    /** phone: bottom bar of four · desk: left rail · bare: nothing around. Default: phone. */
    layout?: 'phone' | 'desk' | 'bare';
    /** Title of the page in the top bar and the browser's tab. */
    title?: TwoTongues;
    /** Without an account this page goes to the log-in first. */
    signedIn?: boolean;
    /** One of these verbs is needed somewhere. */
    verbs?: readonly Verb[];
    /** The phone's top bar shows a way back instead of the product's name. */
    back?: boolean;
    /** The map fills the window: no padding, no scrolling of the page. */
    full?: boolean;
    /** Set by app/: the folder the route comes from. */
    feature?: string;
  }
}
