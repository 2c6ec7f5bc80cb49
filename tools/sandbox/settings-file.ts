/** An environment's settings without what only its own key reads: a rehearsal encrypts values of its own. */
import { type Document, isCollection, isMap, isPair, isScalar, parseDocument } from "yaml";

/** Whose key it is. Source: pulumi/pulumi sdk/go/common/workspace/project.go, ProjectStack. */
const KEY_OF_ITS_OWN = ["secretsprovider", "encryptedkey", "encryptionsalt"] as const;

export interface SandboxSettings {
    readonly text: string;
    /** Keys without a value yet: each is to be encrypted with the sandbox's key. */
    readonly missing: readonly string[];
}

/**
 * @param text the environment's own settings
 * @param before what an earlier run left in the workspace, with its salt and with what it encrypted
 */
export function sandboxSettings(text: string, before?: string): SandboxSettings {
    const document = parseDocument(text);
    // What is no YAML, Pulumi refuses in its own words.
    if (document.errors.length > 0 || !isMap(document.contents)) return { text, missing: [] };
    const earlier = parseDocument(before ?? "");
    const secrets = secretsOf(document);
    const isOwn = KEY_OF_ITS_OWN.some((key) => document.has(key));
    const missing: string[] = [];
    for (const key of KEY_OF_ITS_OWN) document.delete(key);
    for (const key of secrets) {
        const known = encryptedAs(key, earlier);
        if (known === undefined) missing.push(key);
        if (known === undefined) document.deleteIn(["config", key]);
        else document.setIn(["config", key], known);
    }
    const salt: unknown = earlier.get("encryptionsalt");
    const rest = (secrets.length > 0 || isOwn ? document.toString({ lineWidth: 0 }) : text).trimEnd();
    const lines = typeof salt === "string" ? [rest, `encryptionsalt: ${salt}`] : [rest];
    return { text: `${lines.join("\n")}\n`, missing };
}

/** Pulumi writes a key of the project's own with the project's name, however it was written before. */
function encryptedAs(key: string, earlier: Document): unknown {
    const config: unknown = earlier.get("config", true);
    if (!isMap(config)) return undefined;
    return config.items.find((item) => {
        const written = isScalar(item.key) ? String(item.key.value) : "";
        return written === key || (!key.includes(":") && written.endsWith(`:${key}`));
    })?.value;
}

/** Keys of the configuration that are encrypted, or hold something that is. */
function secretsOf(document: Document): string[] {
    const config: unknown = document.get("config", true);
    if (!isMap(config)) return [];
    return config.items.flatMap(({ key, value }) =>
        isScalar(key) && holdsSecret(value) ? [String(key.value)] : [],
    );
}

function holdsSecret(value: unknown): boolean {
    if (!isCollection(value)) return false;
    return value.items.some((item) =>
        isPair(item)
            ? (isScalar(item.key) && item.key.value === "secure") || holdsSecret(item.value)
            : holdsSecret(item),
    );
}
