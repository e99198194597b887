import type { Lines, StatementOf } from './statement';

interface AccountText {
  where: string;
  text: string;
}

/** Every text of an account that a person wrote, by the line it stands in; what the account says itself is not among them. */
export async function* textsOfAccount({ schedules, opening }: StatementOf<Lines>): AsyncGenerator<AccountText> {
  const { A, B, C, D, E, F } = schedules;
  for (const lines of [...[A, B, C].flatMap(({ groups }) => groups.map((group) => group.lines)), D.lines])
    for await (const { line, party, description, reference } of lines) {
      yield { where: `line ${line}, payee or payer`, text: party };
      yield { where: `line ${line}, description`, text: description };
      yield { where: `line ${line}, reference`, text: reference };
    }
  for (const { line, description } of [...E.lines, ...F.lines])
    yield { where: `line ${line}, description`, text: description };
  for (const [place, { description }] of opening.items.entries())
    yield { where: `opening item ${place + 1}`, text: description };
}
