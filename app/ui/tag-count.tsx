import type { StatusName } from './status';
import { Tag } from './tag';

interface TagCountProps {
  status: StatusName;
  count: number;
  /** What the number counts, for a reader who hears the page: "passed", "to judge". */
  spoken: string;
  /** Stands after another count. */
  next?: boolean;
}

/** A shape and a number in a dense row: how many checks passed, how many need judgement. */
export function TagCount({ status, count, spoken, next = false }: TagCountProps) {
  return (
    <>
      <Tag status={status} plain {...(next ? { className: 'ml' } : {})}>
        <span className="num">{count}</span>
      </Tag>
      <span className="vh"> {spoken}</span>
    </>
  );
}
