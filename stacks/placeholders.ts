/** Placeholders: the documentation values of the committed settings files, which nobody may deploy with. */
import type { Json } from "../components/shared/json";
import type { Problem } from "../components/shared/problems";
import { settingPath } from "./settings-problems";
import type { Settings, SettingsReading } from "./settings-types";

/** Values that belong to nobody, each with the text they are recognised by. */
export const PLACEHOLDERS = {
    /** The account of AWS's own examples, also inside role ARNs. Source: AWS documentation, "Example accounts". */
    account: /(?<!\d)123456789012(?!\d)/,
    /** Source: RFC 5737, addresses for documentation. */
    ipv4Network: /^(192\.0\.2|198\.51\.100|203\.0\.113)\.\d{1,3}\/\d+$/,
    /** Source: RFC 3849, IPv6 prefix for documentation. */
    ipv6Network: /^2001:0?db8:/i,
    /** Source: RFC 2606, reserved domain names. */
    domain: /(^|[/.@])example\.(com|net|org)([:/]|$)/,
} as const satisfies Readonly<Record<string, RegExp>>;

/** Paths of the settings that still hold a placeholder, such as `admins[0]`, in the order of the settings. */
export function findPlaceholders(settings: Partial<Settings>): string[] {
    return placeholdersIn(settings).map(({ path }) => path.replace(/^[^:]*:/, ""));
}

/** One problem for each setting that still holds a placeholder. */
export function placeholderProblems(
    reading: Pick<SettingsReading, "file" | "valid">,
): (Problem & { readonly file: string })[] {
    return placeholdersIn(reading.valid).map(({ path, value }) => ({
        file: reading.file,
        path,
        what: "still the placeholder of the example",
        got: value,
        remedy: "Write your own value",
    }));
}

interface Held {
    readonly path: string;
    readonly value: string;
}

function placeholdersIn(settings: Partial<Settings>): Held[] {
    return Object.entries(settings).flatMap(([key, value]) => search([key], value));
}

function search(path: readonly PropertyKey[], value: Json): Held[] {
    if (typeof value === "string") {
        const held = Object.values(PLACEHOLDERS).some((pattern) => pattern.test(value));
        return held ? [{ path: settingPath(path), value }] : [];
    }
    if (value === null || typeof value !== "object") return [];
    return Object.entries(value).flatMap(([key, item]) =>
        search([...path, Array.isArray(value) ? Number(key) : key], item),
    );
}
