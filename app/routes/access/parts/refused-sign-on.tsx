import { useLoaderData } from '@remix-run/react';
import { paths } from '~/http/paths';
import { SmallPage } from '~/ui/small-page';

/** Why the organisation's sign-on led nowhere, and the way back. */
export function RefusedSignOn() {
  const { sentence } = useLoaderData<{ sentence: string }>();
  return (
    <SmallPage title="Not signed in">
      <p className="lead">{sentence}</p>
      <ul className="plainlist more">
        <li>
          <a href={paths.signIn()}>Sign in</a>
        </li>
      </ul>
    </SmallPage>
  );
}
