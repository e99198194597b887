import { z } from 'zod';

const NOT_SIGNED = 'The passkey’s answer was not understood. Sign it again.';
const part = z.string(NOT_SIGNED).max(4000, NOT_SIGNED);
const answer = z.object(
  {
    id: part,
    response: z.object({ authenticatorData: part, clientDataJSON: part, signature: part }, NOT_SIGNED),
  },
  NOT_SIGNED,
);

/** A passkey's answer as the page's script wrote it, in the words of an approval's signature. */
export const signatureField = z
  .string()
  .max(20_000, NOT_SIGNED)
  .transform((text, context) => {
    const found = answer.safeParse(jsonOf(text));
    if (!found.success) {
      context.addIssue(NOT_SIGNED);
      return z.NEVER;
    }
    const { id, response } = found.data;
    return {
      credentialId: id,
      authenticatorData: response.authenticatorData,
      clientData: response.clientDataJSON,
      signature: response.signature,
    };
  });

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
