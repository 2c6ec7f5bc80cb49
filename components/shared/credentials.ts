/** Credentials written into addresses, which no message may repeat: messages end in logs and in pull requests. */

export const MASK = "[masked]";

/**
 * What stands between `//` and the last `@` of an address's host, or before the `@` of an address without `//`.
 * Source: RFC 3986, 3.2.1, userinfo; a password pasted as it is may hold `/`, `:` and `@`.
 */
const BEHIND_SLASHES = /(?<=\/\/)[^\s"'<>?#]*(?=@)/g;
const BEFORE_AT = /(?<![\w%.+/@-])[\w%.+-]+:(?!\/\/)[^\s"'<>@/]*(?=@)/g;

/** Values of a query or fragment: any of them may be a token, and none helps to mend an address. */
const QUERY = /(?<=[?&#;][\w.~%[\]-]+=)[^\s"'<>&#;]+/g;

/** The same text with what looks like a credential in an address replaced. */
export function maskCredentials(text: string): string {
    return text.replace(BEHIND_SLASHES, MASK).replace(BEFORE_AT, MASK).replace(QUERY, MASK);
}
