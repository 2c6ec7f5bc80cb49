/** Random illegal environments: a legal one with one or several faults, in words of their own each. */
import { type Fault, FAULTS, type Faulty } from "./faults";
import { Draws } from "./draw";
import { plainLegalOf } from "./legal";
import type { Subject } from "./planned";

/** Faults that a value may have and still be one: of themselves they are not sure to be refused. */
const UNSURE = new Set(["a password"]);
const MOST_FAULTS = 4;

export interface Illegal {
    readonly seed: number;
    readonly subject: Subject;
    readonly faults: readonly Fault[];
}

/** The same environment for a seed on every machine. */
export function illegalOf(seed: number): Illegal {
    const draws = new Draws(seed ^ 0x5eed);
    const { subject: legal } = plainLegalOf(seed);
    const count = 1 + draws.below(MOST_FAULTS);
    let [subject, faults]: [Subject, readonly Fault[]] = [legal, []];
    for (let tries = 0; faults.length < count && tries < 40; tries += 1) {
        const planted = draws.pick(Object.values(FAULTS))(subject, draws);
        if (planted === undefined || touches(planted, faults)) continue;
        ({ subject } = planted);
        faults = [...faults, planted.fault];
    }
    if (faults.every(({ what }) => UNSURE.has(what))) {
        const sure = FAULTS["unknownSetting"]?.(subject, new Draws(1));
        if (sure !== undefined)
            ({ subject, faults } = { subject: sure.subject, faults: [...faults, sure.fault] });
    }
    return { seed, subject, faults };
}

/** Whether two faults are in one word of the whole: what is wrong with a word may hide what is wrong below it. */
function touches({ fault }: Faulty, faults: readonly Fault[]): boolean {
    const wholeOf = ({ at }: Fault): string => ("setting" in at ? at.setting : String(at[0] ?? ""));
    return faults.some((other) => wholeOf(other) === wholeOf(fault));
}
