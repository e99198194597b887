import type { ReactNode } from 'react';
import { FieldSet, type FieldWords } from './field';

export interface Pick {
  value: string;
  label: ReactNode;
  /** What follows from it. */
  hint?: ReactNode;
  /** At the right: "2 left". */
  aside?: ReactNode;
  /** Further fields, shown while this is chosen; without script they are shown by the style sheet alone. */
  reveal?: ReactNode;
}

interface PicksProps extends FieldWords {
  /** One of them, or any of them. */
  type?: 'radio' | 'checkbox';
  picks: readonly Pick[];
  /** What the person chose. A decision has no default. */
  value?: string | readonly string[] | undefined;
  /** Short choices in a row; otherwise stacked. `lines`: the field log's lines of 56. */
  look?: 'stacked' | 'row' | 'lines';
  labelHidden?: boolean;
}

const LOOKS = { stacked: 'picks', row: 'picks picks-row', lines: 'lines' } as const;

/** A question with its answers listed. The first answer carries the name as its id: the error summary leads to it. */
export function Picks({ type = 'radio', picks, value, look = 'stacked', labelHidden = false, ...words }: PicksProps) {
  const chosen = new Set(typeof value === 'string' ? [value] : value);
  return (
    <FieldSet words={words} labelHidden={labelHidden}>
      <div className={LOOKS[look]}>
        {picks.map((pick, index) => {
          const id = index === 0 ? words.name : `${words.name}-${index + 1}`;
          return (
            <div className="pick" key={pick.value}>
              <input type={type} name={words.name} id={id} value={pick.value} defaultChecked={chosen.has(pick.value)} />
              <label htmlFor={id}>
                {pick.label}
                {pick.hint && <span className="hint">{pick.hint}</span>}
              </label>
              {pick.aside && <span className="muted">{pick.aside}</span>}
              {pick.reveal && <div className="reveal">{pick.reveal}</div>}
            </div>
          );
        })}
      </div>
    </FieldSet>
  );
}
