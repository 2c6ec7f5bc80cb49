/** Reads the settings files beside a stack's own, as far as they can be read: a fault of theirs is not this stack's. */
import { parseSettings } from "../../components/platform/settings/settings";
import { parseSettings as parseBootstrap } from "../../bootstrap/settings";
import { ENVIRONMENTS } from "../../stacks/environments";
import type { Neighbour, PreparedAccount } from "./neighbours";
import { listStacks, readStackFile, statOf } from "./stack-file";

/** Every stack with a settings file that can be read, but for the one named. */
export function readNeighbours(directory: string, stack?: string): Neighbour[] {
    const others = listStacks(directory).filter((other) => other !== stack);
    return others.flatMap((other) => {
        const read = readStackFile({ directory, stack: other });
        if ("problems" in read) return [];
        const { file, valid } = parseSettings(read.stackConfig, ENVIRONMENTS.names);
        return [{ stack: other, file, settings: valid }];
    });
}

/** What bootstrap was told of each account. */
export function readAccounts(directory: string): PreparedAccount[] {
    if (statOf(directory) !== "directory") return [];
    return listStacks(directory).flatMap((stack) => {
        const read = readStackFile({ directory, stack });
        if ("problems" in read) return [];
        const { file, valid } = parseBootstrap(read.stackConfig);
        const { account, deployFrom, organisation, regions } = valid;
        return [{ file: `bootstrap/${file}`, account, deployFrom, organisation, regions }];
    });
}
