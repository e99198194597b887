import { type Permission, rolesWith } from './permissions';
import { Refusal } from './refusal';
import { ROLE_WORDS, type Role } from './roles';

/** The signed-in person, as the session says; the database holds the same in its signed context. */
export interface Actor {
  personId: number;
  name: string;
  roles: readonly Role[];
}

export function permits(actor: Actor, permission: Permission): boolean {
  return rolesWith(permission).some((role) => actor.roles.includes(role));
}

/** Throws Refusal 'permission' where the actor's roles do not hold the permission. */
export function demand(actor: Actor, permission: Permission): void {
  if (permits(actor, permission)) return;
  const who = rolesWith(permission)
    .filter((role) => role !== 'operator')
    .map((role) => ROLE_WORDS[role])
    .join(' or ');
  const you = actor.roles.map((role) => ROLE_WORDS[role]).join(', ') || 'without a role';
  throw new Refusal('permission', `Only ${who} can do this. You are signed in as ${you}. Ask an administrator.`);
}
