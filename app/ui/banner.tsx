import type { ReactNode } from 'react';
import { classes } from './classes';
import { Icon } from './icon';
import { roleClass, STATUS, type StatusName } from './status';

interface BannerProps {
  id: string;
  status: StatusName;
  title: string;
  /** "As of Jan 8, 2027, 9:02 AM New York". */
  asOf?: string;
  /** Inside a folio's section a banner is one step lower. */
  level?: 2 | 3;
  /** Says the result of what the reader has just done; announced when the page opens. */
  announced?: boolean;
  children?: ReactNode;
}

/** The state of the books or of what was just done. The equation stays, whatever the state. */
export function Banner({ id, status, title, asOf, level = 2, announced = false, children }: BannerProps) {
  const Heading = level === 2 ? 'h2' : 'h3';
  return (
    <section
      className={classes('banner', roleClass(status))}
      aria-labelledby={id}
      {...(announced ? { role: 'status' } : {})}
    >
      <div className="banner-h">
        <Heading id={id}>
          <Icon name={STATUS[status].icon} />
          {title}
        </Heading>
        {asOf && <p className="push">{asOf}</p>}
      </div>
      {children && <div className="banner-b">{children}</div>}
    </section>
  );
}
