import type { ReactNode } from 'react';
import { classes } from './classes';
import { Icon } from './icon';
import { OR_SAY } from './problem';
import { WhatItIs } from './what-it-is';

/** What every field of a form says about itself. Its `name` is its id too: the error summary leads to it. */
export interface FieldWords {
  name: string;
  label: ReactNode;
  hint?: ReactNode;
  error?: string | undefined;
}

const hintId = (name: string) => `${name}-hint`;
export const errorId = (name: string) => `${name}-error`;

/** Ties a control to its hint and its error, for a reader who hears the page. */
export function describedBy({ name, hint, error }: FieldWords, ...more: string[]): string | undefined {
  const ids = [hint ? hintId(name) : '', error ? errorId(name) : '', ...more].filter(Boolean);
  return ids.length > 0 ? ids.join(' ') : undefined;
}

/** One control: the label above, the hint and the error between. The control is the child and carries the name as id. */
export function Field({ words, children }: { words: FieldWords; children: ReactNode }) {
  return (
    <div className={classes('field', words.error && 'err')}>
      <label htmlFor={words.name}>{words.label}</label>
      <Between words={words} />
      {children}
      {words.error?.endsWith(OR_SAY) && <WhatItIs field={words.name} />}
    </div>
  );
}

interface FieldSetProps {
  words: FieldWords;
  /** The question is heard but not seen, where a heading has just asked it. */
  labelHidden?: boolean;
  children: ReactNode;
}

/** Several controls that answer one question. */
export function FieldSet({ words, labelHidden = false, children }: FieldSetProps) {
  return (
    <fieldset className={words.error ? 'err' : undefined} aria-describedby={describedBy(words)}>
      <legend className={labelHidden ? 'vh' : undefined}>{words.label}</legend>
      <Between words={words} />
      {children}
    </fieldset>
  );
}

function Between({ words: { name, hint, error } }: { words: FieldWords }) {
  return (
    <>
      {hint && (
        <p className="hint" id={hintId(name)}>
          {hint}
        </p>
      )}
      {error && (
        <p className="err-m" id={errorId(name)}>
          <Icon name="rejected" />
          <span>
            <span className="vh">Error: </span>
            {error}
          </span>
        </p>
      )}
    </>
  );
}
