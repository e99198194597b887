import { signatureProblem } from '~/access/approval-signature';
import { AnchorFault, demandSignature, keyId, readAnchor, type SignedAnchor } from './anchor';
import {
  type BoundRecord,
  boundRecords,
  digestOfRecords,
  EMPTY_TRAIL,
  eventHash,
  placeOf,
  type SignedApproval,
  type TrailCheckpoint,
  type TrailEntry,
  type TrailEvent,
  type TrailHead,
} from './trail';

/** A place where the trail is not what it was, in words. */
export interface TrailFinding {
  place: number | null;
  sentence: string;
}

export interface CheckedTrail {
  head: TrailHead;
  /** How many checkpoints bind it, and up to which place. */
  checkpoints: number;
  signedThrough: number;
  findings: TrailFinding[];
}

export interface Trusted {
  /** The key that must have signed each checkpoint, 32 bytes in hexadecimal; null where nobody's word is asked for. */
  publicKey: string | null;
  /** A signed file kept elsewhere, its signature proven: the trail must reach it. */
  anchor?: SignedAnchor | null;
}

/**
 * Recomputes the whole trail from text alone, with no database, and holds it to its own checkpoints and to an anchor. After a
 * fault it goes on from what is written, so that one change is one finding where it is. A null entry is a line that cannot
 * be read.
 */
export async function checkTrail(
  entries: AsyncIterable<TrailEntry | null> | Iterable<TrailEntry | null>,
  trusted: Trusted,
): Promise<CheckedTrail> {
  const findings: TrailFinding[] = [];
  const links: string[] = [EMPTY_TRAIL.hash];
  const checkpoints: TrailCheckpoint[] = [];
  const records = followRecords();
  let head = EMPTY_TRAIL;
  for await (const entry of entries) {
    if (entry === null) findings.push(after(head, 'a line was cut or changed: it cannot be read'));
    else if ('beside' in entry)
      findings.push({ place: null, sentence: `This record is bound by nothing: ${entry.beside}` });
    else if ('checkpoint' in entry) checkpoints.push(entry);
    else if ('record' in entry) findings.push(...records.follow(entry));
    else if ('approval' in entry) findings.push(...signatureFinding(entry));
    else {
      const next = followEvent(head, entry);
      findings.push(...next.findings);
      head = next.head;
      links[head.length] = head.hash;
      records.expect(head.length, entry.event);
    }
  }
  findings.push(...records.end());
  const held = heldTo({ head, links }, checkpoints, trusted);
  return { head, ...held, findings: [...findings, ...held.findings] };
}

function followEvent(head: TrailHead, { hash, event, now }: TrailEvent): { head: TrailHead; findings: TrailFinding[] } {
  const place = placeOf(event);
  if (place === null) return { head, findings: [after(head, 'an event was changed: it cannot be read')] };
  const findings: TrailFinding[] = [];
  const found = (fault: string) => findings.push({ place, sentence: `The event at place ${place} ${fault}.` });
  if (place > head.length + 1) found(`does not follow: the events between place ${head.length} and it are gone`);
  else if (place <= head.length) found('stands twice, or after a later one');
  else if (eventHash(head.hash, event) !== hash) {
    found('is not bound as it was: it, or the link before it, was changed');
  }
  if (now === null) found('is gone from the records');
  else if (now !== undefined) found(`says something else in the records than what was bound: ${now}`);
  return { head: { length: place, hash }, findings };
}

/**
 * Holds the digests of records to the events that bind them, as they come: in the order of the events' places. A copy of the
 * trail alone has no digests, and nothing is asked of them then.
 */
function followRecords() {
  const expected = new Map<number, { records: number; sha256: string }>();
  let open: { place: number; digest: ReturnType<typeof digestOfRecords> } | null = null;
  let seen = false;
  const close = (): TrailFinding[] => {
    if (!open) return [];
    const { place, digest } = open;
    const [bound, found] = [expected.get(place), digest.end()];
    expected.delete(place);
    open = null;
    if (bound?.records === found.records && bound.sha256 === found.sha256) return [];
    return [{ place, sentence: `The digests of records are not those that the event at place ${place} binds.` }];
  };
  return {
    expect: (place: number, event: string) => {
      const bound = placeOf(event) === null ? null : boundRecords(event);
      if (bound) expected.set(place, bound);
    },
    follow: (bound: BoundRecord): TrailFinding[] => {
      seen = true;
      const findings = open && open.place !== bound.place ? close() : [];
      open ??= { place: bound.place, digest: digestOfRecords() };
      open.digest.add(bound);
      const { record, place, now } = bound;
      if (now === undefined) return findings;
      const fault = now === null ? 'is gone from the records' : 'says something else now than when it was bound';
      return [...findings, { place, sentence: `The record ${record}, bound at place ${place}, ${fault}.` }];
    },
    end: (): TrailFinding[] => {
      const findings = close();
      if (!seen) return findings;
      const gone = [...expected.keys()].map((place) => ({
        place,
        sentence: `The digests of records that the event at place ${place} binds are gone.`,
      }));
      return [...findings, ...gone];
    },
  };
}

/** What is wrong with a signature of an approval, as a finding. */
export function signatureFinding({ approval, approved, signed, keys }: SignedApproval): TrailFinding[] {
  const problem = signatureProblem(approved, signed, new Map(Object.entries(keys)));
  if (!problem) return [];
  return [{ place: null, sentence: `The signature of approval ${approval} does not hold: ${problem}.` }];
}

function after({ length }: TrailHead, fault: string): TrailFinding {
  return { place: length + 1, sentence: `After place ${length} ${fault}.` };
}

/** Whether each signed head is one that the trail went through. */
function heldTo(
  trail: { head: TrailHead; links: readonly string[] },
  checkpoints: readonly TrailCheckpoint[],
  { publicKey, anchor }: Trusted,
): { findings: TrailFinding[]; checkpoints: number; signedThrough: number } {
  const findings: TrailFinding[] = [];
  const signed: SignedAnchor[] = anchor ? [anchor] : [];
  checkpoints.forEach(({ number, checkpoint }, index) => {
    try {
      if (number !== index + 1)
        throw new AnchorFault('anchor.line', `does not follow: checkpoint ${index + 1} is gone`);
      const read = readAnchor(checkpoint);
      if (publicKey !== null && read.publicKey !== publicKey) {
        throw new AnchorFault(
          'anchor.signature',
          `was signed with another key (${keyId(read.publicKey).slice(0, 16)})`,
        );
      }
      demandSignature(read);
      signed.push(read);
    } catch (error) {
      if (!(error instanceof AnchorFault)) throw error;
      findings.push({ place: null, sentence: `The checkpoint numbered ${number} ${error.message}.` });
    }
  });
  for (const read of signed) {
    const finding = strayed(trail, read, signed[0]?.installation);
    if (finding) findings.push(finding);
  }
  return {
    findings,
    checkpoints: checkpoints.length,
    signedThrough: Math.max(0, ...signed.map((read) => read.audit?.length ?? 0)),
  };
}

function strayed(
  { head, links }: { head: TrailHead; links: readonly string[] },
  { audit, installation, writtenAt }: SignedAnchor,
  expected: string | undefined,
): TrailFinding | null {
  const what = `what was signed at ${writtenAt}`;
  if (installation !== expected) {
    return { place: null, sentence: `The trail and ${what} are of two installations (${installation}, ${expected}).` };
  }
  if (!audit) return { place: null, sentence: `Nothing of the audit trail is in ${what}.` };
  if (audit.length > head.length) {
    const sentence = `The trail ends at place ${head.length}; ${what} has ${audit.length} events: what came after place ${head.length} is gone.`;
    return { place: head.length + 1, sentence };
  }
  if (links[audit.length] === audit.hash) return null;
  const sentence = `The event at place ${audit.length} is not bound as ${what} has it: it, or what came before it, was rewritten.`;
  return { place: audit.length, sentence };
}
