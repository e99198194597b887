/// <reference types="vite/client" />
import '@remix-run/node';
import type { LoadContext } from './app/http/load-context';

declare module '*?url&no-inline' {
  const address: string;
  export default address;
}

declare module '@remix-run/node' {
  interface Future {
    v3_singleFetch: true;
  }
  interface AppLoadContext extends LoadContext {}
}
