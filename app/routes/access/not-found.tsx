import { NotFound } from '~/access/refusal';
import { guardLoader } from '~/http/guard.server';

/** Any address nobody made. Without this route the framework would write the address to the log. */
export const loader = guardLoader({ permission: 'public' }, async () => {
  throw new NotFound();
});

export default function Nothing() {
  return null;
}
