import { unstable_createMemoryUploadHandler, unstable_parseMultipartFormData } from '@remix-run/node';
import { z } from 'zod';
import type { Problem } from '~/ui/problem';
import { FILE_LIMIT } from './gates/body-gate';

/** What was entered, as it was entered, so that a refused form comes back filled in. */
export type Values = Record<string, string | string[]>;

interface Entered {
  values: Values;
  /** By field. The files themselves are the action's. */
  fileNames: Record<string, string>;
}

export type Parsed<T> = Entered & ({ ok: true; value: T } | { ok: false; problems: Problem[] });

const GIVE_AN_ANSWER = 'Give an answer here.';
const NOT_UNDERSTOOD = 'This answer is not in the form that was asked for.';

/** Reads a form of fields, or of fields and files, and checks it. Each refusal is a sentence beside its field. */
export async function parseForm<S extends z.ZodType>(request: Request, schema: S): Promise<Parsed<z.output<S>>> {
  const entries = await readForm(request);
  const values = enteredValues(entries);
  const fileNames = namesOfFiles(entries);
  const unstorable = Object.entries(values).find(([, value]) => [value].flat().some((text) => text.includes('\0')));
  if (unstorable)
    return { ok: false, values, fileNames, problems: [{ field: unstorable[0], message: NOT_UNDERSTOOD }] };
  // A rule without words of its own would answer in the library's; nobody should read those.
  const found = schema.safeParse(entries, {
    error: (issue) => (isMissing(issue.input) ? GIVE_AN_ANSWER : NOT_UNDERSTOOD),
  });
  return found.success
    ? { ok: true, value: found.data, values, fileNames }
    : { ok: false, values, fileNames, problems: found.error.issues.map(toProblem) };
}

async function readForm(request: Request): Promise<Record<string, unknown>> {
  const multipart = request.headers.get('Content-Type')?.startsWith('multipart/form-data');
  const form = multipart
    ? await unstable_parseMultipartFormData(request, unstable_createMemoryUploadHandler({ maxPartSize: FILE_LIMIT }))
    : await request.formData();
  const entries: Record<string, unknown> = {};
  for (const name of new Set(form.keys())) {
    const all = form.getAll(name);
    entries[name] = all.length > 1 ? all : all[0];
  }
  return entries;
}

function enteredValues(entries: Record<string, unknown>): Values {
  const values: Values = {};
  for (const [name, value] of Object.entries(entries)) {
    // What is secret is typed again rather than sent back.
    if (/password|secret|^key$/.test(name)) continue;
    if (typeof value === 'string') values[name] = value;
    else if (Array.isArray(value)) values[name] = value.filter((part): part is string => typeof part === 'string');
  }
  return values;
}

function namesOfFiles(entries: Record<string, unknown>): Record<string, string> {
  const files = Object.entries(entries).flatMap(([field, value]) =>
    value instanceof File ? [[field, value.name]] : [],
  );
  return Object.fromEntries(files);
}

function toProblem(issue: z.core.$ZodIssue): Problem {
  const field = issue.path.map(String).join('.');
  return field ? { field, message: issue.message } : { message: issue.message };
}

function isMissing(input: unknown): boolean {
  return input === undefined || input === null || input === '';
}

/** A field that may come once, several times or not at all. */
export const many = <S extends z.ZodType>(item: S) =>
  z.preprocess((value) => (value === undefined ? [] : [value].flat()), z.array(item));

/** The hidden key of a form: the same form sent twice is done once. */
export const formKey = z.uuid();
