import type { ReactNode } from 'react';
import { classes } from './classes';
import { Icon } from './icon';
import { roleClass, STATUS, type StatusName } from './status';

interface TagProps {
  status: StatusName;
  /** In rows and facts: no ground, only the shape and the word. */
  plain?: boolean;
  /** Says more than the word where the page knows more: "Waiting for approval (1 of 2)". */
  children?: ReactNode;
  className?: string;
}

/** A state as shape and word; the colour is third. Takes a status, never a colour. */
export function Tag({ status, plain = false, children, className }: TagProps) {
  return (
    <span className={classes('tag', plain && 'tag-plain', roleClass(status), className)}>
      <Icon name={STATUS[status].icon} />
      {children ?? STATUS[status].word}
    </span>
  );
}
