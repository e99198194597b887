import { type ReactNode, useContext } from 'react';
import { PageRequest } from './page-request';
import ceremony from './passkey-ceremony.js?url&no-inline';

interface PasskeyFormProps {
  /** Use one, or make one. */
  ceremony: 'get' | 'create';
  /** What the browser is asked, as the server made it. */
  options: object;
  /** The field that takes the passkey's answer. */
  name: string;
  action?: string;
  children: ReactNode;
}

/**
 * A form whose answer may be a passkey's. The one script of these pages asks the browser for it; a form whose person
 * chose another way is sent as it is.
 */
export function PasskeyForm({ ceremony: kind, options, name, action, children }: PasskeyFormProps) {
  const { cspNonce } = useContext(PageRequest);
  return (
    <>
      <form
        className="form"
        action={action}
        method="post"
        noValidate
        data-passkey={kind}
        data-options={JSON.stringify(options)}
      >
        <div role="alert" data-passkey-problem="" hidden>
          <p className="err-m">The passkey was not used. Try again, or choose another way.</p>
        </div>
        <input type="hidden" name={name} data-passkey-answer="" />
        {children}
      </form>
      <script src={ceremony} nonce={cspNonce} defer />
    </>
  );
}
