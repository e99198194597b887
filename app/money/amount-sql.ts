/** SQL of an amount as `toText` writes it: two decimals, up to four where the figure has them. Null stays null. */
export const amountSql = (column: string): string =>
  `(case when scale(trim_scale(${column})) < 3 then round(${column}, 2) else trim_scale(${column}) end)::text`;
