import type { ReactNode } from 'react';
import { classes } from './classes';
import { Icon } from './icon';
import { roleClass, STATUS, type StatusName } from './status';

/** A remark in the text, led by its shape. It has no box: boxes are for what stands across the page. */
export function Note({ status, children }: { status: StatusName; children: ReactNode }) {
  return (
    <p className={classes('note', roleClass(status))}>
      <Icon name={STATUS[status].icon} />
      <span>{children}</span>
    </p>
  );
}
