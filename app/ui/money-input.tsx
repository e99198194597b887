import type { FieldWords } from './field';
import { TextInput } from './text-input';

interface MoneyInputProps extends FieldWords {
  /** As the person typed it; after a refusal it is given back unchanged. */
  value?: string | undefined;
}

/** An amount: digits and a point, read by `parseAmount`. The label names the currency: "Amount, USD". */
export function MoneyInput(props: MoneyInputProps) {
  return <TextInput {...props} width={8} kind="num" inputMode="decimal" autoComplete="off" />;
}
