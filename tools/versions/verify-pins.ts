/** `npm run versions -- verify`: whether AWS and the registry know every pin, those of single environments included. */
import { mergePins } from "../../components/shared/pins-schema";
import type { PinsFile } from "../../components/platform/pins";
import { askCharts, askRegion, whyNotAws } from "./ask";
import { tableWith } from "./pins-file";
import { EXIT, readPins, type Surroundings, unusable } from "./surroundings";
import { TABLE, type VersionTable } from "./table";
import { judgeCharts, judgeRegion, renderVerdicts, type Verdict } from "./verify";

/** Pins that go together: those for everywhere, or those of one environment over them. */
interface PinSet {
    /** Undefined for everywhere. */
    readonly environment?: string;
    readonly table: VersionTable;
    readonly regions: readonly string[];
}

export async function verifyPins(
    { region }: { readonly region: readonly string[] },
    around: Surroundings,
): Promise<number> {
    const { probe, terminal } = around;
    const pins = readPins(around);
    if (pins === undefined) return EXIT.unusable;
    const [everywhere, ...own] = setsOf(pins, region, around);
    const asked = everywhere.regions;
    const why = await whyNotAws(probe, asked[0] ?? "us-east-1");
    if (why !== undefined) return unusable(why, terminal);
    terminal.err(`Asking AWS in ${asked.join(", ")}, and the registry of the charts …\n`);
    const verdicts: Verdict[] = [];
    const say = (judged: readonly Verdict[], where: string): void => {
        terminal.out(renderVerdicts(judged, where));
        verdicts.push(...judged);
    };
    const charts = judgeCharts(everywhere.table, await askCharts(probe, everywhere.table));
    say(charts, "Charts");
    for (const name of asked) {
        const judged = judgeRegion(everywhere.table, await askRegion(probe, name, everywhere.table));
        say(judged, name);
    }
    const common = [...verdicts];
    for (const { environment = "", regions, table } of own) {
        const others = without(common, judgeCharts(table, await askCharts(probe, table)));
        if (others.length > 0) say(others, `${environment}, charts`);
        for (const name of regions) {
            const judged = judgeRegion(table, await askRegion(probe, name, table));
            const different = without(common, judged);
            if (different.length > 0) say(different, `${environment}, ${name}`);
        }
    }
    return verdicts.every(({ state }) => state === "exists") ? EXIT.done : EXIT.wrong;
}

function setsOf(
    { environments, everywhere }: PinsFile,
    asked: readonly string[],
    { regions }: Surroundings,
): readonly [PinSet, ...PinSet[]] {
    const regionsOf = (environment?: string) => (asked.length > 0 ? asked : regions(environment));
    const own = Object.entries(environments).map(([environment, pins]): PinSet => ({
        environment,
        table: tableWith(TABLE, mergePins(everywhere, pins)),
        regions: regionsOf(environment),
    }));
    return [{ table: tableWith(TABLE, everywhere), regions: regionsOf() }, ...own];
}

/** What is pinned otherwise than everywhere. */
function without(common: readonly Verdict[], judged: readonly Verdict[]): readonly Verdict[] {
    return judged.filter(
        ({ name, value }) => !common.some((one) => one.name === name && one.value === value),
    );
}
