/** Words that no random environment has, each with the reason. */
export const NOT_REACHED: Readonly<Record<string, string>> = {};
