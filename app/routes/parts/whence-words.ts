const FACTORS: Record<string, string> = {
  password: 'password',
  passkey: 'passkey',
  code: 'code app',
  recovery_code: 'recovery code',
  sign_on: 'single sign-on',
  command: 'command line',
};

interface Whence {
  device: string | null;
  address: string | null;
  factor: string | null;
  /** Whole seconds since the factor was shown. */
  factorAge: number | null;
}

/** From where and with what somebody acted: "Firefox on Linux · 192.0.2.7 · passkey, 3 minutes before". */
export function whenceWords({ device, address, factor, factorAge }: Whence): string {
  if (factor === 'command') return device ?? 'command line';
  const shown = factor && `${FACTORS[factor] ?? factor}${factorAge === null ? '' : `, ${agoWords(factorAge)}`}`;
  return [device, address, shown].filter(Boolean).join(' · ');
}

function agoWords(seconds: number): string {
  if (seconds < 60) return 'just before';
  if (seconds < 3600) return countWords(Math.floor(seconds / 60), 'minute');
  return countWords(Math.floor(seconds / 3600), 'hour');
}

function countWords(count: number, unit: string): string {
  return `${count} ${unit}${count === 1 ? '' : 's'} before`;
}
