import type { ReactNode } from 'react';

const filled = { fill: 'currentColor', stroke: 'none' } as const;
const heavy = { strokeWidth: 3, strokeLinecap: 'butt' } as const;

/** One shape for each word, on a grid of 16 with a stroke of 2, drawn so that black ink is enough to tell them apart. */
export const ICONS = {
  draft: <circle cx="8" cy="8" r="6" strokeDasharray="2.2 2.5" strokeLinecap="butt" />,
  waiting: (
    <>
      <circle cx="8" cy="8" r="6" />
      <path d="M8 8V2a6 6 0 0 1 6 6z" {...filled} />
    </>
  ),
  changes: <path d="M6 3 2.5 6.5 6 10M3 6.5h6.5a4 4 0 0 1 0 7.5H7" />,
  hold: <path d="M5 3v10M11 3v10" {...heavy} />,
  approved: <path d="m2.5 8.5 3.5 3.5 7.5-8" />,
  run: <path d="M2 2.5h12v11H2zM5 6h6M5 10h6" strokeLinecap="butt" />,
  sent: <path d="M2 8h11M9 4l4 4-4 4" />,
  paid: <circle cx="8" cy="8" r="6.5" {...filled} />,
  confirmed: (
    <>
      <circle cx="8" cy="8" r="6.2" />
      <circle cx="8" cy="8" r="2.8" {...filled} />
    </>
  ),
  returned: <path d="M2.5 3v4h4M3 7a5.5 5.5 0 1 1 .8 5" />,
  rejected: <path d="m3 3 10 10M13 3 3 13" />,
  voided: (
    <>
      <circle cx="8" cy="8" r="6" />
      <path d="m4 12 8-8" />
    </>
  ),
  alert: (
    <>
      <path d="M8 2v6.5" {...heavy} />
      <path d="M8 11.5v3" {...heavy} />
    </>
  ),
  sealed: (
    <>
      <path d="M2 2h12v12H2z" />
      <path d="M5.5 5.5h5v5h-5z" {...filled} />
    </>
  ),
  tosend: <path d="M8 2 3 7.5h3V14h4V7.5h3z" {...filled} />,
  differs: <path d="M2 5.5h12M2 10.5h12M11 2 5 14" />,
  agrees: <path d="M2 5.5h12M2 10.5h12" />,
  here: (
    <>
      <circle cx="8" cy="8" r="6" />
      <circle cx="8" cy="8" r="1.6" {...filled} />
    </>
  ),
  open: <circle cx="8" cy="8" r="6" />,
} as const satisfies Record<string, ReactNode>;

export type IconName = keyof typeof ICONS;
