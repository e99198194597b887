/** So many at a time, in their order: what is made of one alone costs more than what is made of a hundred together. */
export async function* inGroups<T>(items: Iterable<T> | AsyncIterable<T>, many = 100): AsyncGenerator<T[]> {
  let group: T[] = [];
  for await (const item of items) {
    group.push(item);
    if (group.length < many) continue;
    yield group;
    group = [];
  }
  if (group.length > 0) yield group;
}
