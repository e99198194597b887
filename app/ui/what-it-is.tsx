import { NO_NAME_REASONS, noNameField } from './problem';

/** Under a text that was warned of: the person may say what it is, if it is no name. Nothing is chosen beforehand. */
export function WhatItIs({ field }: { field: string }) {
  const name = noNameField(field);
  return (
    <div className="what-it-is">
      <label htmlFor={name}>If it is none, what is it?</label>
      <p className="hint" id={`${name}-hint`}>
        Your answer is kept for the auditor.
      </p>
      <div className="selectwrap">
        <select className="select" id={name} name={name} defaultValue="" aria-describedby={`${name}-hint`}>
          <option value="">Choose, or change what you wrote</option>
          {NO_NAME_REASONS.map(({ value, label }) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </select>
      </div>
    </div>
  );
}
