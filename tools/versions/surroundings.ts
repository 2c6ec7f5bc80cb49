/** What every command of `npm run versions` runs in. */
import { readFileSync } from "node:fs";

import { faultsOf, parsePins, type PinsFile } from "../../components/platform/pins";
import { PINS_FILE } from "../../components/shared/pins-schema";
import { defined } from "../../components/shared/defined";
import { type Device, DEVICES } from "../../components/shared/device-plugins";
import { describeProblem } from "../../components/shared/problems";
import { DEVICE_PLUGINS } from "../../components/versions";
import { ENVIRONMENTS } from "../../stacks/environments";
import type { Terminal } from "../plan/terminal";
import type { Probe } from "../probe/probe";
import { TABLE } from "./table";

/** What `npm run versions` ends with. */
export const EXIT = { done: 0, wrong: 1, unusable: 2 } as const;

/** Where a run finds what; a test gives its own. */
export interface Surroundings {
    readonly terminal: Terminal;
    readonly probe: Probe;
    /** The file with the fork's pins. */
    readonly file: string;
    /** Regions of every environment, or of the one that is named. */
    readonly regions: (environment?: string) => readonly string[];
    /** Charts that an environment asks for, by release. */
    readonly charts: (environment: string) => Charts;
}

/** A chart as a shape names it. */
export interface AskedChart {
    readonly chart: string;
    readonly repository?: string;
    /** Named by the shape, which goes before every pin. */
    readonly version?: string;
}

export type Charts = Readonly<Record<string, AskedChart>>;

/** Those of its shape, and those the kit knows that it asks for. */
export function chartsOfEnvironment(environment: string): Charts {
    const shape = ENVIRONMENTS.shapeOf(environment);
    const words: Stated = { ...shape?.catalogue, ...pluginsOf(shape?.devicePlugins ?? {}) };
    const known = Object.entries(words).flatMap(([release, stated]): [string, AskedChart][] => {
        const { repository = TABLE.charts[release]?.repository, version } = stated;
        return repository === undefined
            ? []
            : [[release, { chart: release, repository, ...defined({ version }) }]];
    });
    return { ...shape?.charts, ...Object.fromEntries(known) };
}

type Words = Pick<AskedChart, "repository" | "version">;
type Stated = Readonly<Record<string, Words>>;

/** By the release of each. */
function pluginsOf(asked: { readonly [device in Device]?: Words }): Stated {
    return Object.fromEntries(
        DEVICES.flatMap((device) => {
            const words = asked[device];
            return words === undefined ? [] : [[DEVICE_PLUGINS[device].chart, words]];
        }),
    );
}

/** The fork's pins; undefined, and said why, where the file cannot be read. */
export function readPins({ file, terminal }: Pick<Surroundings, "file" | "terminal">): PinsFile | undefined {
    const pins = parsePins(readFileSync(file, "utf8"));
    const faults = faultsOf(pins);
    for (const fault of faults) terminal.err(`error: ${describeProblem(fault, PINS_FILE)}\n`);
    return faults.length === 0 ? pins : undefined;
}

export function unusable(why: string, terminal: Terminal): number {
    terminal.err(`error: ${why}\n`);
    return EXIT.unusable;
}
