import type { ViewStore } from '../views.port';

/** A store that waits 200 ms for a revision, and what may happen to it from outside. */
export interface ViewsUnderTest {
  readonly views: ViewStore;
  /** Opens it again as a new process would. */
  readonly reopen: () => Promise<ViewStore>;
  /** Makes the live table of the view say another authority of a document, behind the store's back. */
  readonly tamper: (view: string, key: string) => Promise<void>;
  readonly dispose: () => Promise<void>;
}

/** The store that a test is given, made anew before each. */
export type Given = () => ViewsUnderTest;
