/** What becomes of a pin, whatever it is of. */

export interface PinChoice {
    /** As a person calls it: `1.36 coredns`, `AMI alias`. */
    readonly name: string;
    /** Where it stands below `everywhere` or an environment of the file. */
    readonly place: readonly string[];
    /** The pin as it is; undefined where there was none. */
    readonly from?: string;
    /** The pin as it will be; undefined where nobody names one. */
    readonly to?: string;
    /** Why it is not simply the newest, or what else there is to know. */
    readonly note?: string;
}

/** Whether it is to be written. */
export function changes({ from, to }: PinChoice): boolean {
    return to !== undefined && from !== to;
}

/** One line a choice that changes something or needs a word. */
export function renderChoices(choices: readonly PinChoice[]): string {
    const lines = choices.flatMap((choice) => {
        const { from, name, note, to = from } = choice;
        if (!changes(choice) && note === undefined) return [];
        const what = changes(choice) ? `${from ?? "none"} → ${to ?? "none"}` : `stays ${from ?? "unpinned"}`;
        return [`  ${name}  ${what}${note === undefined ? "" : ` (${note})`}`];
    });
    return [`${choices.filter(changes).length} of ${choices.length} pins change`, ...lines].join("\n");
}
