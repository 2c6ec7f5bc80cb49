/**
 * Configuration values as the text the engine hands to a program.
 * Source: pulumi/pulumi sdk/go/common/resource/config/plaintext.go (marshalText) and pkg/workspace/config.go
 * (createConfigValue, for the defaults of Pulumi.yaml), read 2026-11.
 */
import { Encrypted, type GoValue, isGoList } from "./go-yaml";

/** What stands in the place of an encrypted value, which is never decrypted offline. */
export const SECRET_MARKER = "[secret]";

/** Text as it is; numbers, booleans, lists and maps as JSON; nothing as the empty text. */
export function configText(value: GoValue): string {
    if (value === null) return "";
    if (typeof value === "string") return value;
    if (value instanceof Encrypted) return SECRET_MARKER;
    return jsonText(value);
}

/** Whether a value is encrypted or holds one that is: the engine then treats all of it as secret. */
export function holdsSecret(value: GoValue): boolean {
    if (value instanceof Encrypted) return true;
    if (value instanceof Map) return [...value.values()].some(holdsSecret);
    return Array.isArray(value) && value.some(holdsSecret);
}

/** As Go's encoding/json writes it: sorted keys, no spaces, `<`, `>` and `&` escaped. */
function jsonText(value: GoValue): string {
    if (value === null) return "null";
    if (typeof value === "bigint" || typeof value === "boolean") return String(value);
    if (typeof value === "number") return JSON.stringify(value);
    if (typeof value === "string") return quoted(value);
    if (value instanceof Encrypted) return quoted(SECRET_MARKER);
    if (isGoList(value)) return `[${value.map((item) => jsonText(item)).join(",")}]`;
    // By bytes, as Go compares text: JavaScript compares halves of characters beyond U+FFFF.
    const keys = [...value.keys()].sort((one, other) => Buffer.compare(Buffer.from(one), Buffer.from(other)));
    return `{${keys.map((key) => `${quoted(key)}:${jsonText(value.get(key) ?? null)}`).join(",")}}`;
}

function quoted(text: string): string {
    const escape = (character: string) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
    return JSON.stringify(text).replace(/[<>&\u2028\u2029]/g, escape);
}
