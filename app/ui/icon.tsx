import { createContext, type ReactNode, useContext } from 'react';
import { ICONS, type IconName } from './icons';

/** The shapes a page has drawn so far; the page's sprite, rendered last, holds exactly these. */
const Drawn = createContext<Set<IconName> | null>(null);

/** A shape beside its word. It is never read out: the word is. */
export function Icon({ name }: { name: IconName }) {
  const drawn = useContext(Drawn);
  if (!drawn) {
    return (
      <svg className="i" viewBox="0 0 16 16" aria-hidden="true">
        {ICONS[name]}
      </svg>
    );
  }
  drawn.add(name);
  return (
    <svg className="i" aria-hidden="true">
      <use href={`#i-${name}`} />
    </svg>
  );
}

/**
 * Lets the icons inside share one drawing each, so that a queue of 50 rows carries a shape once.
 * The sprite comes after the content because React renders in order: by then the set is complete.
 */
export function WithSprite({ children }: { children: ReactNode }) {
  const drawn = new Set<IconName>();
  return (
    <Drawn.Provider value={drawn}>
      {children}
      <Sprite drawn={drawn} />
    </Drawn.Provider>
  );
}

function Sprite({ drawn }: { drawn: Set<IconName> }) {
  if (drawn.size === 0) return null;
  return (
    <svg className="sprite" aria-hidden="true">
      {[...drawn].map((name) => (
        <symbol key={name} id={`i-${name}`} viewBox="0 0 16 16">
          {ICONS[name]}
        </symbol>
      ))}
    </svg>
  );
}
