import { SmallPage } from './small-page';

interface ErrorPageProps {
  status: number;
  /** Why, as the refusal said it. */
  sentence?: string | undefined;
  /** For a fault: what a person can name to us. */
  requestId?: string | undefined;
}

/** The title a page has in the browser when it could not be shown; no product name on a phone that others see. */
export function errorTitle(status: number): string {
  if (status === 404) return 'No such page';
  if (status === 403) return 'Not yours to do';
  return 'This page could not be shown';
}

/**
 * Unknown and out of scope read the same, so that nobody learns which codes exist. A refusal names who can.
 * A fault is ours: it says so, and what to do with what was just typed.
 */
export function ErrorPage({ status, sentence, requestId }: ErrorPageProps) {
  return (
    <SmallPage title={errorTitle(status)}>
      <div className="stack">
        {status === 404 && <p>There is no such page, or it is not yours to see.</p>}
        {status === 403 && <p>{sentence ?? 'Your role does not include this. Ask an administrator.'}</p>}
        {status !== 404 && status !== 403 && <Fault sentence={sentence} requestId={requestId} />}
        <p>
          <a href="/">Go to your first page</a>
        </p>
      </div>
    </SmallPage>
  );
}

function Fault({ sentence, requestId }: Pick<ErrorPageProps, 'sentence' | 'requestId'>) {
  return (
    <>
      <p>{sentence ?? 'Something in the program went wrong, and nothing you did caused it.'}</p>
      <p>If you were saving something, look whether it is there before you send it again.</p>
      {requestId && (
        <p className="meta">
          Reference <span className="id">{requestId}</span>. Say it to an administrator.
        </p>
      )}
    </>
  );
}
