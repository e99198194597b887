import type { ReactNode } from 'react';

export interface Task {
  what: string;
  /** A task that cannot start yet has no link. */
  href?: string;
  /** "Done", a tag, or why it cannot start. */
  state: ReactNode;
}

/** Steps in their order; the next undone one is the page's action. */
export function Tasks({ tasks }: { tasks: readonly Task[] }) {
  return (
    <ol className="tasks">
      {tasks.map((task, index) => (
        <li key={task.what}>
          <span className="num muted">{index + 1}</span>
          {task.href ? <a href={task.href}>{task.what}</a> : <span className="muted">{task.what}</span>}
          {typeof task.state === 'string' && !task.href ? (
            <span className="muted">{task.state}</span>
          ) : typeof task.state === 'string' ? (
            <span>{task.state}</span>
          ) : (
            task.state
          )}
        </li>
      ))}
    </ol>
  );
}
