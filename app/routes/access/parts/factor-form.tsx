import type { ReactNode } from 'react';
import { Button } from '~/ui/button';
import { Form } from '~/ui/form';
import { PasskeyForm } from '~/ui/passkey-form';
import { Picks } from '~/ui/picks';
import { type Problem, problemOf } from '~/ui/problem';
import { TextInput } from '~/ui/text-input';

export interface FactorFormProps {
  /** What this person may show; a password only where nothing else is enrolled. */
  ways: { passkey: boolean; codeApp: boolean };
  /** What the browser is asked, where a passkey is one of the ways. */
  passkeyOptions: object | null;
  /** What the person had chosen. */
  chosen?: string | undefined;
  problems: readonly Problem[];
  /** Hidden fields that go along. */
  children?: ReactNode;
}

/** "Check it is you": the ways that are open to this person, in one form. */
export function FactorForm({ ways, passkeyOptions, chosen, problems, children }: FactorFormProps) {
  const fields = (
    <>
      {ways.passkey && ways.codeApp ? (
        <BothWays chosen={chosen ?? 'passkey'} problems={problems} />
      ) : (
        <OneWay ways={ways} problems={problems} />
      )}
      {children}
      <p>
        <Button>Continue</Button>
      </p>
    </>
  );
  if (!passkeyOptions) return <Form>{fields}</Form>;
  return (
    <PasskeyForm ceremony="get" options={passkeyOptions} name="confirm-credential">
      {fields}
    </PasskeyForm>
  );
}

interface WayProps {
  problems: readonly Problem[];
}

function BothWays({ chosen, problems }: WayProps & { chosen: string }) {
  return (
    <Picks
      name="confirm-with"
      label="How do you want to show it is you?"
      labelHidden
      value={chosen}
      error={problemOf(problems, 'confirm-with')}
      picks={[
        { value: 'passkey', label: 'Passkey or security key' },
        { value: 'code', label: 'Code from your app', reveal: <CodeInput problems={problems} /> },
      ]}
    />
  );
}

function OneWay({ ways, problems }: WayProps & Pick<FactorFormProps, 'ways'>) {
  const way = ways.passkey ? 'passkey' : ways.codeApp ? 'code' : 'password';
  return (
    <>
      <input type="hidden" name="confirm-with" value={way} />
      {way === 'passkey' && <p id="confirm-with">Your browser asks for your passkey or security key.</p>}
      {way === 'code' && <CodeInput problems={problems} label="Code from your app" />}
      {way === 'password' && (
        <TextInput
          name="confirm-password"
          label="Your password"
          type="password"
          autoComplete="current-password"
          error={problemOf(problems, 'confirm-password')}
        />
      )}
    </>
  );
}

/** The label says how it may be typed: the choice above has named it. */
function CodeInput({ problems, label }: WayProps & { label?: string }) {
  return (
    <TextInput
      name="confirm-code"
      label={label ?? '6 digits, spaces are fine'}
      hint={label ? '6 digits, spaces are fine.' : undefined}
      kind="num"
      width={8}
      inputMode="numeric"
      autoComplete="one-time-code"
      error={problemOf(problems, 'confirm-code')}
    />
  );
}
