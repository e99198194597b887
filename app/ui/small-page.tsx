import type { ReactNode } from 'react';
import { WithSprite } from './icon';
import { SkipLink } from './skip-link';

interface SmallPageProps {
  title: string;
  /** Above the title: "Step 2 of 2". */
  above?: string;
  /** At the right of the title. */
  beside?: ReactNode;
  children: ReactNode;
}

/** Sign-in, the locked screen, an error: one short thing, and no product name on a phone that others see. */
export function SmallPage({ title, above, beside, children }: SmallPageProps) {
  return (
    <WithSprite>
      <SkipLink />
      <main id="main" className="small-page">
        {above && <p className="meta">{above}</p>}
        {beside ? (
          <div className="ruled row">
            <h1>{title}</h1>
            <div className="push">{beside}</div>
          </div>
        ) : (
          <div className="ruled">
            <h1>{title}</h1>
          </div>
        )}
        {children}
      </main>
    </WithSprite>
  );
}
