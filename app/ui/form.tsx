import type { ReactNode } from 'react';
import { KeyField } from './key-field';

interface FormProps {
  /** Where it is sent; without it, to the page's own address. */
  action?: string;
  /** A uuid made when the page was rendered. */
  formKey?: string;
  /** Sends files. */
  files?: boolean;
  look?: 'form' | 'form-f';
  children: ReactNode;
}

/** Sent by POST, judged by the server alone: the browser's own bubbles would speak other sentences than ours. */
export function Form({ action, formKey, files = false, look = 'form', children }: FormProps) {
  return (
    <form className={look} action={action} method="post" encType={files ? 'multipart/form-data' : undefined} noValidate>
      {children}
      {formKey && <KeyField value={formKey} />}
    </form>
  );
}
