import type { LinksFunction, MetaFunction } from '@remix-run/node';
import {
  isRouteErrorResponse,
  Links,
  Meta,
  Outlet,
  Scripts,
  ScrollRestoration,
  useMatches,
  useRouteError,
} from '@remix-run/react';
import { type ReactNode, useContext } from 'react';
import { ErrorPage, errorTitle } from '~/ui/error-page';
import { pageHandle } from '~/ui/page-handle';
import { PageRequest } from '~/ui/page-request';
import styles from '~/ui/tutela.css?url';

export const links: LinksFunction = () => [
  { rel: 'stylesheet', href: styles },
  { rel: 'icon', href: '/favicon.svg', type: 'image/svg+xml' },
  { rel: 'icon', href: '/favicon.ico', sizes: '32x32' },
];

/** Stands only where no route has said better: on the pages of an error. */
export const meta: MetaFunction = ({ error }) => [{ title: error ? errorTitle(statusOf(error)) : 'Tutela' }];

export default function App() {
  return <Outlet />;
}

/** The shell of every page. Scripts come only where a route asks for them; every page works without. */
export function Layout({ children }: { children: ReactNode }) {
  const { hydrate, theme } = pageHandle(useMatches().map((match) => match.handle));
  const { cspNonce } = useContext(PageRequest);
  return (
    <html lang="en" data-theme={theme}>
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <ThemeColor theme={theme} />
        <Meta />
        <Links />
      </head>
      <body id="top">
        {children}
        {hydrate && (
          <>
            <ScrollRestoration nonce={cspNonce} />
            <Scripts nonce={cspNonce} />
          </>
        )}
      </body>
    </html>
  );
}

/** The canvas of tokens.css, for the browser's own bar. */
const CANVAS = { light: '#f6f7f5', dark: '#141a19' } as const;

function ThemeColor({ theme }: { theme: 'light' | 'dark' | undefined }) {
  if (theme) return <meta name="theme-color" content={CANVAS[theme]} />;
  return (
    <>
      <meta name="theme-color" content={CANVAS.light} media="(prefers-color-scheme: light)" />
      <meta name="theme-color" content={CANVAS.dark} media="(prefers-color-scheme: dark)" />
    </>
  );
}

export function ErrorBoundary() {
  const error = useRouteError();
  const { requestId } = useContext(PageRequest);
  return <ErrorPage status={statusOf(error)} sentence={sentenceOf(error)} requestId={requestId} />;
}

function statusOf(error: unknown): number {
  return isRouteErrorResponse(error) ? error.status : 500;
}

/** A refusal carries its sentence; the words of a fault, ours or the router's, are for the log alone. */
function sentenceOf(error: unknown): string | undefined {
  if (!isRouteErrorResponse(error)) return undefined;
  const said: unknown = error.data;
  if (error.status === 403 && typeof said === 'string' && said !== '') return said;
  if (typeof said === 'object' && said !== null && 'message' in said && typeof said.message === 'string') {
    return said.message;
  }
  return undefined;
}
