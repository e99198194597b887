/** What a route says about its page, as `export const handle: PageHandle = {…}`. */
export interface PageHandle {
  /** Sends the page's scripts. Left out, the page has none; the field log, the court and sign-in never have. */
  hydrate?: boolean;
  /** A page that is light in a dark room: the court's. */
  theme?: 'light' | 'dark';
}

/** The page's own say: the innermost route that speaks decides the theme; any route may ask for scripts. */
export function pageHandle(handles: readonly unknown[]): PageHandle {
  const spoken = handles.filter((handle): handle is PageHandle => typeof handle === 'object' && handle !== null);
  const theme = spoken.findLast((handle) => handle.theme !== undefined)?.theme;
  return { hydrate: spoken.some((handle) => handle.hydrate === true), ...(theme ? { theme } : {}) };
}
