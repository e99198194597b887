import { type RouteConfig, route } from '@remix-run/route-config';

export default [
  route('sign-in', 'routes/access/sign-in.tsx'),
  route('sign-out', 'routes/access/sign-out.tsx'),
  route('lock', 'routes/access/lock.tsx'),
  route('*', 'routes/access/not-found.tsx'),
] satisfies RouteConfig;
