import type { Statement } from './statement';

/** Every text of an account that a person wrote, by the line it stands in; what the account says itself is not among them. */
export function textsOfAccount({ schedules, opening }: Statement): { where: string; text: string }[] {
  const { A, B, C, D, E, F } = schedules;
  const lines = [...[A, B, C].flatMap(({ groups }) => groups.flatMap((group) => group.lines)), ...D.lines];
  return [
    ...lines.flatMap(({ line, party, description, reference }) => [
      { where: `line ${line}, payee or payer`, text: party },
      { where: `line ${line}, description`, text: description },
      { where: `line ${line}, reference`, text: reference },
    ]),
    ...[...E.lines, ...F.lines].map(({ line, description }) => ({
      where: `line ${line}, description`,
      text: description,
    })),
    ...opening.items.map(({ description }, place) => ({ where: `opening item ${place + 1}`, text: description })),
  ];
}
