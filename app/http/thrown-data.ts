/** What the framework's data() makes, where it is thrown: an answer with a sentence. */
interface DataThrown {
  type: string;
  data: { message: string };
  init: ResponseInit | null;
}

/** data() thrown by a handler is an answer already. */
export function isDataWithResponse(error: unknown): error is DataThrown {
  return typeof error === 'object' && error !== null && (error as { type?: unknown }).type === 'DataWithResponseInit';
}

/** A file has no page that could say why it is not handed out: its loader says so in text. */
export function inText(answer: unknown): unknown {
  if (!isDataWithResponse(answer)) return answer;
  const { data: said, init } = answer;
  return new Response(`${said.message}\n`, {
    status: init?.status ?? 500,
    headers: { 'Content-Type': 'text/plain; charset=utf-8' },
  });
}
