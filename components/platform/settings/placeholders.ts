/** Placeholders: the documentation values of the committed settings files, which nobody may deploy with. */
import type { Json } from "../../shared/json";
import { describePlaceholder, isPlaceholder } from "../../shared/placeholders";
import type { Problem } from "../../shared/problems";
import { settingPath } from "./problems";
import type { Settings, SettingsReading } from "./types";

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
        what: describePlaceholder(value),
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
        return isPlaceholder(value) ? [{ path: settingPath(path), value }] : [];
    }
    if (value === null || typeof value !== "object") return [];
    return Object.entries(value).flatMap(([key, item]) =>
        search([...path, Array.isArray(value) ? Number(key) : key], item),
    );
}
