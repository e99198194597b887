import { z } from 'zod';

type Schema = z.core.$ZodType;

/**
 * The fields of a form, and those of them that take no words of a person's own: an answer of a list, a figure, a day, a
 * key. By what the form declares, since what looks like a key or a code may be a name written so.
 */
export function fieldsOf(form: Schema): { known: Set<string>; closed: Set<string> } {
  const shapes = shapesOf(form);
  const known = new Set(shapes.flatMap((shape) => Object.keys(shape)));
  const everywhereClosed = (name: string) =>
    shapes.every((shape) => shape[name] === undefined || isClosed(shape[name]));
  return { known, closed: new Set([...known].filter(everywhereClosed)) };
}

function shapesOf(form: Schema): Record<string, Schema>[] {
  if (form instanceof z.core.$ZodObject) return [form._zod.def.shape];
  if (form instanceof z.core.$ZodPipe) return [...shapesOf(form._zod.def.in), ...shapesOf(form._zod.def.out)];
  if (form instanceof z.core.$ZodUnion) return form._zod.def.options.flatMap(shapesOf);
  return [];
}

const FORMATS = ['uuid', 'guid', 'date'];

function isClosed(schema: Schema): boolean {
  if (schema instanceof z.core.$ZodStringFormat) return FORMATS.includes(schema._zod.def.format);
  if (schema instanceof z.core.$ZodArray) return isClosed(schema._zod.def.element);
  if (schema instanceof z.core.$ZodUnion) return schema._zod.def.options.every(isClosed);
  if (schema instanceof z.core.$ZodPipe) {
    const { in: before, out } = schema._zod.def;
    return isClosed(before instanceof z.core.$ZodTransform ? out : before);
  }
  if (
    schema instanceof z.core.$ZodOptional ||
    schema instanceof z.core.$ZodNullable ||
    schema instanceof z.core.$ZodDefault ||
    schema instanceof z.core.$ZodCatch
  )
    return isClosed(schema._zod.def.innerType);
  return (
    schema instanceof z.core.$ZodEnum || schema instanceof z.core.$ZodLiteral || schema instanceof z.core.$ZodNumber
  );
}
