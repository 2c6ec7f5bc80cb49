/** Settings that may be left out, as the parts of an environment look at them: one that none looks at does nothing. */
import type { Json } from "../shared/json";
import type { LocatedProblem } from "./located";
import { OPTIONAL_SETTINGS } from "./settings/settings";
import { SETTINGS_NAMESPACE } from "./settings/schema";
import type { Settings } from "./settings/types";

/** Looked at for the whole, not by parts: rules of names and tags, and who the providers are. */
const OF_THE_WHOLE: readonly (keyof Settings)[] = ["assumeRoleArn", "organisation"];

interface PartlyRead {
    readonly file: string;
    readonly unreadWords: readonly string[];
}

export interface WatchedSettings {
    readonly settings: Settings;
    /** Each that is given and that nobody has looked at so far; none where words that cannot be read might. */
    readonly problems: (environment: PartlyRead) => readonly LocatedProblem[];
}

/** The same settings, which know what of them was looked at. */
export function watched(settings: Settings): WatchedSettings {
    const unread = new Set(
        OPTIONAL_SETTINGS.filter((key) => settings[key] !== undefined && !OF_THE_WHOLE.includes(key)),
    );
    const getters = [...unread].map((key) => {
        const get = () => {
            unread.delete(key);
            return settings[key];
        };
        return [key, { enumerable: true, get }];
    });
    return {
        settings: Object.defineProperties(
            { ...settings },
            Object.fromEntries(getters) as PropertyDescriptorMap,
        ),
        problems: ({ file, unreadWords }) =>
            (unreadWords.length > 0 ? [] : [...unread]).map((key) => ({
                file,
                path: `${SETTINGS_NAMESPACE}:${key}`,
                what: "nothing in this environment reads it",
                got: JSON.parse(JSON.stringify(settings[key])) as Json,
                remedy: "Remove it",
            })),
    };
}
