import type { ReactNode } from 'react';

/** An order that reads as a link and is sent by POST: a prefetch or a followed address must not give it. */
export function PostLink({ action, children }: { action: string; children: ReactNode }) {
  return (
    <form action={action} method="post">
      <button type="submit" className="as-link">
        {children}
      </button>
    </form>
  );
}
