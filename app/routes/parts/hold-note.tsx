import { Note } from '~/ui/note';

/** Beside a record that has to be kept. */
export function HoldNote({ held, what }: { held: boolean; what: string }) {
  return held ? (
    <Note status="hold">{`A legal hold stands on this ${what}, or on a record that shares a child with it. Nothing of it is erased.`}</Note>
  ) : null;
}
