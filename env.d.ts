/// <reference types="vite/client" />
import '@remix-run/node';
import type { LoadContext } from './app/http/load-context';

declare module '@remix-run/node' {
  interface Future {
    v3_singleFetch: true;
  }
  interface AppLoadContext extends LoadContext {}
}
