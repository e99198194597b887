import { createContext } from 'react';

/** What a page must know of the request that asked for it. The server's entry provides it. */
export interface PageRequestFacts {
  /** For the few scripts and style rules a page may carry. */
  cspNonce: string;
  /** Said on the fault page, so that a person can name what happened. */
  requestId: string;
}

export const PageRequest = createContext<PageRequestFacts>({ cspNonce: '', requestId: '' });
