/** What every environment of the fork is asked, and let off: the kit's controls, `policies/` and the file of exemptions. */
import path from "node:path";

import { FORK } from "../plan/root";
import { textIfThere } from "../plan/text-file";
import type { Control } from "./control";
import { type Exemption, EXEMPTIONS_FILE, readExemptions } from "./exemptions";
import { allControls } from "./own";
import { liveOf } from "./stale";
import { exemptionLines } from "./words";

export interface AskedOfAll {
    readonly controls: readonly Control[];
    /** Those that still count. */
    readonly exemptions: readonly Exemption[];
    /** All of them, in the order of the file. */
    readonly entries: readonly Exemption[];
}

/** Or everything that is wrong with the fork's own controls and with its exemptions. */
export function askedOf(
    today: string,
    directory = FORK,
): AskedOfAll | { readonly problems: readonly string[] } {
    const controls = allControls(directory);
    const { entries, problems } = readExemptions(textIfThere(path.join(directory, EXEMPTIONS_FILE)));
    const own = "problems" in controls ? controls.problems : [];
    if ("problems" in controls || problems.length > 0)
        return { problems: [...own, ...exemptionLines(problems)] };
    return { ...controls, entries, exemptions: liveOf(entries, today) };
}
