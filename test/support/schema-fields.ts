import type { z } from 'zod';

/** The fields of a schema, however it is wrapped. */
export function fieldsOf(schema: z.ZodType | undefined): string[] {
  if (!schema) return [];
  const def = schema._zod.def as unknown as { type: string; options: z.ZodType[] } & Record<
    string,
    z.ZodType | undefined
  >;
  if (def.type === 'object') return Object.keys(def['shape'] ?? {});
  if (def.type === 'pipe') return fieldsOf(def['in']);
  if (def.type === 'union') return def.options.flatMap(fieldsOf);
  if (def.type === 'intersection') return [...fieldsOf(def['left']), ...fieldsOf(def['right'])];
  return fieldsOf(def['innerType']);
}
