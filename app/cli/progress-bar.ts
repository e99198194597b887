const WIDTH = 24;

interface Step {
  done: number;
  of: number;
  title: string;
}

/** Draws how far a long run is, on one line of a terminal that is wiped at the end; on anything else it draws nothing. */
export function progressBar(stream: {
  isTTY?: boolean;
  columns?: number;
  write(text: string): unknown;
}): (step: Step) => void {
  if (!stream.isTTY) return () => {};
  return ({ done, of, title }) => {
    const filled = Math.round((done / of) * WIDTH);
    const line = `[${'#'.repeat(filled)}${'.'.repeat(WIDTH - filled)}] ${done} of ${of}  ${title}`;
    stream.write(`\r\x1b[K${done === of ? '' : line.slice(0, (stream.columns ?? 80) - 1)}`);
  };
}
